import { isFailing } from "../model/outcome.ts";
import type { ReportEnd } from "../model/report_reading.ts";
import type { ReportedTest } from "../model/test_result.ts";
import { createProblemList } from "./problem_list.ts";
import { NEVER_ENDED } from "./progress_words.ts";
import { explainTap } from "./tap_details.ts";
import { readTapLine, type TapLine } from "./tap_line.ts";

/** Characters of diagnostics kept per test. */
const DETAILS_MAX = 64 * 1024;
/** Deepest nesting of subtests that is told apart. */
const DEPTH_MAX = 32;
/** Most tests of bats that may run at once. */
const OPEN_MAX = 1000;
const TIMING = /^(.*) in (\d+)ms$/s;

type Result = Extract<TapLine, { kind: "result" }>;

/** A result whose diagnostics may still follow. */
interface Pending {
  readonly result: Result;
  readonly file: string;
  readonly className: string;
  readonly durationMs: number | null;
  details: string;
}

/** One level of nesting: its own plan, and what is known of the subtest it is. */
interface Level {
  planned: number | null;
  seen: number;
  /** Results one level deeper since the last one here. */
  inside: number;
  insideFailed: boolean;
  subtest: string;
}

/** Reads lines of TAP one by one; `take` gives the tests finished since the last call. */
export function createTapReading(): {
  line(text: string): void;
  take(): readonly ReportedTest[];
  end(): ReportEnd;
} {
  const problems = createProblemList();
  const levels: Level[] = [newLevel()];
  const begun = new Map<number, { readonly name: string; readonly file: string }>();
  const sums = { failures: 0, skipped: 0 };
  let isBats = false;
  let hasSubtests = false;
  let file = "";
  let finished: ReportedTest[] = [];
  let pending: Pending | null = null;
  let inBlock = false;

  const add = (test: ReportedTest): void => {
    if (isFailing(test.outcome)) sums.failures++;
    if (test.outcome === "skipped") sums.skipped++;
    finished.push(test);
  };
  const flush = (): void => {
    if (pending !== null) add(finish(pending));
    pending = null;
  };
  const levelAt = (depth: number): Level => {
    while (levels.length <= depth) levels.push(newLevel());
    return levels[depth]!;
  };
  const closeBelow = (depth: number): void => {
    for (const level of levels.splice(depth + 1)) checkPlan(level, problems);
  };
  const hear = (result: Result, depth: number): void => {
    flush();
    closeBelow(depth);
    const level = levelAt(depth);
    level.seen++;
    const { inside, insideFailed } = level;
    Object.assign(level, { inside: 0, insideFailed: false, subtest: "" });
    const parent = levels[depth - 1];
    if (parent !== undefined) {
      parent.inside++;
      parent.insideFailed ||= result.outcome === "failed";
    }
    // Its subtests tell the rest; only a failure that none of them has is its own.
    if (inside > 0 && (result.outcome !== "failed" || insideFailed)) return;
    const open = result.number === null ? undefined : begun.get(result.number);
    if (result.number !== null) begun.delete(result.number);
    const timed = open === undefined ? null : TIMING.exec(result.name);
    pending = {
      result: { ...result, name: open?.name ?? result.name },
      file: open?.file ?? file,
      className: classOf(levels.slice(0, depth)),
      durationMs: timed === null ? null : Number(timed[2]),
      details: "",
    };
  };
  const read = (line: TapLine, depth: number): void => {
    if (line.kind === "diagnostic") keep(line.text);
    else if (line.kind === "plan") {
      hasSubtests ||= depth > 0;
      levelAt(depth).planned = line.count;
    } else if (line.kind === "result") {
      // Under bats a passing test that never began is what some test has printed.
      if (isBats && line.outcome !== "failed" && !begun.has(line.number ?? -1)) return;
      hasSubtests ||= depth > 0;
      hear(line, depth);
    } else if (line.kind === "subtest") levelAt(depth).subtest = line.name;
    else if (line.kind === "bail-out") bailOut(line.reason);
    else if (line.kind === "suite") file = line.file;
    else if (line.kind === "begin" && begun.size < OPEN_MAX) {
      isBats = true;
      begun.set(line.number, { name: line.name, file });
    }
  };
  const bailOut = (reason: string): void => {
    flush();
    const message = reason === "" ? "no reason was given" : reason;
    problems.add(`it bailed out: ${message}`);
    add({ ...nameless("Bail out!"), outcome: "error", message });
  };
  const keep = (text: string): void => {
    if (pending === null) return;
    pending.details += `${text}\n`.slice(0, Math.max(0, DETAILS_MAX - pending.details.length));
  };
  return {
    line(text) {
      const trimmed = text.trimStart();
      const indent = text.length - trimmed.length;
      if (pending !== null && trimmed === "---" && indent > 0) inBlock = true;
      else if (inBlock && trimmed === "...") inBlock = false;
      else if (inBlock) keep(text);
      else if (indent % 4 === 0 && indent / 4 <= DEPTH_MAX) read(readTapLine(trimmed), indent / 4);
    },
    take() {
      const taken = finished;
      if (taken.length > 0) finished = [];
      return taken;
    },
    end() {
      flush();
      for (const { name, file } of begun.values()) {
        add({ ...nameless(name), file, outcome: "crashed", message: NEVER_ENDED });
      }
      closeBelow(0);
      const top = levels[0]!;
      if (top.planned === null) problems.add("there is no plan (1..n), so it may be cut");
      checkPlan(top, problems);
      const kept = problems.kept();
      const declared = top.planned === null || hasSubtests ? null : { tests: top.planned, ...sums };
      return { whole: kept.length === 0, problems: kept, declared };
    },
  };
}

function newLevel(): Level {
  return { planned: null, seen: 0, inside: 0, insideFailed: false, subtest: "" };
}

function checkPlan({ planned, seen }: Level, problems: { add(problem: string): void }): void {
  if (planned !== null && planned !== seen) {
    problems.add(`${planned} tests are planned, ${seen} told`);
  }
}

function classOf(levels: readonly Level[]): string {
  return levels.map((level) => level.subtest).filter((name) => name !== "").join(" > ");
}

function finish({ result, file, className, durationMs, details }: Pending): ReportedTest {
  const text = details.trimEnd();
  const words = explainTap(text);
  const failed = result.outcome === "failed";
  return {
    ...nameless(result.name),
    ...{ file, className, outcome: result.outcome, durationMs: durationMs ?? words.durationMs },
    message: failed ? words.message : result.reason,
    details: failed ? text : "",
    line: failed ? words.line : null,
  };
}

function nameless(name: string): ReportedTest {
  return {
    ...{ file: "", className: "", name, outcome: "passed", durationMs: null },
    ...{ message: "", details: "", line: null },
  };
}
