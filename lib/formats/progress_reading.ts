import { isFailing } from "../model/outcome.ts";
import type { ReportEnd } from "../model/report_reading.ts";
import type { EarlierTry, ReportedTest } from "../model/test_result.ts";
import { NEVER_ENDED } from "./progress_words.ts";
import { createProblemList } from "./problem_list.ts";
import { type ProgressLine, readProgressLine } from "./progress_line.ts";

/** Most tests that may be running at once; more begun ones are not the work of a test tool. */
const OPEN_MAX = 500;
/** Most tries of one test that are told. */
const TRIES_MAX = 20;

/** A test that began: who it is, and what is known of it so far. */
interface OpenTest {
  readonly test: ReportedTest;
  readonly earlier: EarlierTry[];
  /** What a phase has already said; null while nothing was. */
  told: ProgressLine | null;
  durationMs: number | null;
  route: string | undefined;
}

/** Reads the lines of a progress file one by one; `take` gives the tests finished since the last call. */
export function createProgressReading(): {
  line(text: string): void;
  take(): readonly ReportedTest[];
  end(): ReportEnd;
} {
  const problems = createProblemList();
  const open = new Map<string, OpenTest>();
  let finished: ReportedTest[] = [];
  let planned: number | null = null;
  let isOver = false;
  const seen = { tests: 0, failures: 0, skipped: 0 };

  const finish = (one: OpenTest, test: ReportedTest) => {
    const earlier = one.earlier.length === 0 ? {} : { earlier: one.earlier };
    const outcome = test.outcome === "passed" && one.earlier.length > 0 ? "flaky" : test.outcome;
    finished.push({ ...test, ...earlier, outcome });
    seen.tests++;
    if (outcome === "skipped") seen.skipped++;
    else if (isFailing(outcome)) seen.failures++;
  };
  const begin = (line: ProgressLine): void => {
    if (open.has(line.id)) return;
    if (line.test.name === "") return problems.add("a line tells of a test that never began");
    if (open.size >= OPEN_MAX) return problems.add(`more than ${OPEN_MAX} tests run at once`);
    open.set(line.id, {
      test: line.test,
      earlier: [],
      told: null,
      durationMs: null,
      route: line.test.route,
    });
  };
  const hear = (line: ProgressLine): void => {
    if (!open.has(line.id)) begin(line);
    const one = open.get(line.id);
    if (one === undefined) return;
    addTime(one, line);
    one.route ??= line.test.route;
    if (line.outcome === "again") {
      if (one.earlier.length < TRIES_MAX) one.earlier.push(tryOf(line));
      one.told = null;
      one.durationMs = null;
    } else if (one.told === null || isWorse(one.told, line)) one.told = line;
  };
  const close = (line: ProgressLine): void => {
    hear(line);
    const one = open.get(line.id);
    if (one === undefined) return;
    open.delete(line.id);
    finish(one, told(one));
  };
  return {
    line(text) {
      const line = readProgressLine(text);
      if (line === null) {
        if (text.trim() !== "") problems.add("a line is no progress line of ours");
      } else if (line.on === "planned") planned = Math.max(planned ?? 0, line.count);
      else if (line.on === "over") isOver = true;
      else if (line.on === "start") begin(line);
      else if (line.on === "phase") hear(line);
      else if (line.on === "forget") open.delete(line.id);
      else close(line);
    },
    take() {
      const taken = finished;
      if (taken.length > 0) finished = [];
      return taken;
    },
    end() {
      if (!isOver) problems.add("the runner ended before it said so");
      for (const one of open.values()) finish(one, unfinished(one));
      const kept = problems.kept();
      const declared = planned === null ? null : { ...seen, tests: planned };
      return { whole: kept.length === 0, problems: kept, declared };
    },
  };
}

function addTime(one: OpenTest, { test }: ProgressLine): void {
  if (test.durationMs !== null) one.durationMs = (one.durationMs ?? 0) + test.durationMs;
}

/** A failing teardown weighs more than the passing test before it, but not more than its failure. */
function isWorse(before: ProgressLine, { test }: ProgressLine): boolean {
  return isFailing(test.outcome) && !isFailing(before.test.outcome);
}

function tryOf({ test, tried }: ProgressLine): EarlierTry {
  const { durationMs, message, details } = test;
  return { outcome: tried, duration_ms: durationMs, message, details };
}

function told({ test, told, durationMs, route }: OpenTest): ReportedTest {
  if (told === null) return { ...test, durationMs };
  const { message, details, line } = told.test;
  return {
    ...test,
    outcome: told.outcome === "again" ? "failed" : told.outcome,
    durationMs,
    message,
    details,
    line: line ?? test.line,
    ...(route === undefined ? {} : { route }),
  };
}

/** What its phases have said so far stays readable: a crash may come after a failed assertion. */
function unfinished(one: OpenTest): ReportedTest {
  const { message, details } = told(one);
  const before = [message, details].filter((text) => text !== "").join("\n");
  return { ...one.test, outcome: "crashed", message: NEVER_ENDED, details: before };
}
