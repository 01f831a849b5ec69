import type { ReportEnd } from "../model/report_reading.ts";
import type { ReportedTest } from "../model/test_result.ts";
import { explainPanic } from "./libtest_panic.ts";
import { createBuildReading } from "./libtest_build.ts";
import { createProblemList } from "./problem_list.ts";
import { BINARY_ENDED, NEVER_ENDED } from "./progress_words.ts";

/** Characters of output kept per failed test. */
export const LIBTEST_DETAILS_MAX = 64 * 1024;
/** Characters of output kept for all failed tests of one binary together. */
export const LIBTEST_DETAILS_TOTAL_MAX = 16 * 1024 * 1024;

const RUNNING = /^running (\d+) tests?$/;
const RESULT = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/;
const HEADER = /^---- (.+) stdout ----$/;
const TARGET = /^\s+(?:Running ((?:unittests )?\S+) \(.*\)|(Doc-tests \S+))$/;
const OUTCOME = /^(ok|FAILED|ignored)(?:, (.*?))?(?: <([\d.]+)s>)?$/;
const SUFFIX = / - (?:should panic|compile fail|compile)$/;
const DOC_NAME = /^(.+\.rs) - .*\(line (\d+)\)$/;
const ESCAPE = String.fromCharCode(27);
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`, "g");

interface FailedTest {
  readonly name: string;
  details: string;
}

/** One test binary between `running n tests` and its `test result:`. */
interface Section {
  readonly announced: number;
  readonly failed: FailedTest[];
  passed: number;
  ignored: number;
  /** A test whose outcome is not known yet: its output came in between. */
  pending: string | null;
  /** The failed test whose output is being read, once the failures are listed. */
  current: FailedTest | null;
  details: number;
}

/** Reads cargo test's lines one by one; `take` gives the tests finished since the last call. */
export function createLibtestReading(): {
  line(text: string): void;
  take(): readonly ReportedTest[];
  end(): ReportEnd;
} {
  const problems = createProblemList();
  const build = createBuildReading();
  let finished: ReportedTest[] = [];
  let section: Section | null = null;
  let target = "";
  let sum: { tests: number; failures: number; skipped: number } | null = null;

  const finish = (open: Section) => {
    if (open.current !== null) open.current.details = withoutList(open.current.details);
    for (const test of open.failed) finished.push(failedTest(target, test));
    section = null;
  };
  const abandon = (open: Section) => {
    const where = target === "" ? "a test binary" : `"${target}"`;
    problems.add(`${where} ended without a "test result:" line`);
    finish(open);
    finished.push(crashedTest(target, open));
  };
  const readResult = (open: Section, text: string): boolean => {
    const counts = RESULT.exec(text)?.slice(1).map(Number);
    if (counts === undefined) return false;
    const [passed = 0, failed = 0, ignored = 0] = counts;
    const agrees = passed === open.passed && failed === open.failed.length &&
      passed + failed + ignored === open.announced;
    // A failed test may have printed such a line itself.
    if (!agrees && open.current !== null) return false;
    if (!agrees) problems.add(`the tests seen do not agree with "${text}"`);
    sum = {
      tests: (sum?.tests ?? 0) + passed + failed + ignored,
      failures: (sum?.failures ?? 0) + failed,
      skipped: (sum?.skipped ?? 0) + ignored,
    };
    finish(open);
    return true;
  };
  return {
    line(raw) {
      const text = raw.includes(ESCAPE) ? raw.replace(COLOUR, "") : raw;
      if (section !== null && readResult(section, text)) return;
      if (section?.current) return readDetails(section, text);
      const running = RUNNING.exec(text)?.[1];
      if (running !== undefined) {
        if (section !== null) abandon(section);
        section = newSection(Number(running));
      } else if (section !== null) {
        const test = readOutcome(section, target, text);
        if (test !== null) finished.push(test);
      }
      if (section === null) build.line(text);
      const found = section === null ? TARGET.exec(text) : null;
      if (found) target = found[1] ?? found[2] ?? "";
    },
    take() {
      const taken = finished;
      if (taken.length > 0) finished = [];
      return taken;
    },
    end() {
      if (section !== null) abandon(section);
      finished.push(...build.failed());
      const kept = problems.kept();
      return { whole: kept.length === 0, problems: kept, declared: sum };
    },
  };
}

function newSection(announced: number): Section {
  return {
    announced,
    failed: [],
    passed: 0,
    ignored: 0,
    pending: null,
    current: null,
    details: 0,
  };
}

/** A finished test that did not fail; null when the line ends none. */
function readOutcome(section: Section, target: string, text: string): ReportedTest | null {
  openDetails(section, text);
  const split = text.startsWith("test ") ? text.indexOf(" ... ") : -1;
  const name = split === -1 ? section.pending : text.slice(5, split).replace(SUFFIX, "");
  if (name === null) return null;
  const outcome = OUTCOME.exec(split === -1 ? text : text.slice(split + 5));
  section.pending = outcome === null ? (split === -1 ? section.pending : name) : null;
  if (outcome === null) return null;
  const durationMs = outcome[3] === undefined ? null : Number(outcome[3]) * 1000;
  if (outcome[1] === "FAILED") {
    section.failed.push({ name, details: "" });
    return null;
  }
  if (outcome[1] === "ok") section.passed++;
  else section.ignored++;
  const kind = outcome[1] === "ok" ? "passed" : "skipped";
  return {
    ...place(target, name),
    outcome: kind,
    durationMs,
    message: outcome[2] ?? "",
    details: "",
  };
}

function openDetails(section: Section, text: string): boolean {
  const name = HEADER.exec(text)?.[1];
  const failed = section.failed.find((test) => test.name === name?.replace(SUFFIX, ""));
  if (failed !== undefined) section.current = failed;
  return failed !== undefined;
}

/** Only the header of a test that failed ends the output of another: output may look like one. */
function readDetails(section: Section, text: string): void {
  const current = section.current;
  if (current === null || openDetails(section, text)) return;
  if (section.details > LIBTEST_DETAILS_TOTAL_MAX) return;
  const room = LIBTEST_DETAILS_MAX - current.details.length;
  const piece = `${text}\n`.slice(0, Math.max(0, room));
  current.details += piece;
  section.details += piece.length;
}

/** The list of failed names follows the last one's output without a header of its own. */
function withoutList(details: string): string {
  const list = details.lastIndexOf("failures:\n    ");
  return list === -1 ? details : details.slice(0, list);
}

function failedTest(target: string, { name, details }: FailedTest): ReportedTest {
  const text = details.trim();
  const { message, file, line } = explainPanic(text);
  const where = place(target, name);
  // The panic of a doc test names a line of the program generated around it. Elsewhere the file is told
  // of failures alone: in the identity of a test it would tell a failure from the pass of that very test.
  const isPlaced = file !== "" && where.line === null;
  return {
    ...where,
    outcome: "failed",
    durationMs: null,
    message: isPlaced ? `${file}:${line}: ${message}` : message,
    details: text,
  };
}

/** Known by name only where one test runs after the other: else libtest names a test when it is done. */
function crashedTest(target: string, open: Section): ReportedTest {
  const done = open.passed + open.ignored + open.failed.length;
  const about = `${BINARY_ENDED} ${done} of ${open.announced} tests`;
  return {
    ...place(target, open.pending ?? "[test binary]"),
    outcome: "crashed",
    durationMs: null,
    message: open.pending === null ? about : NEVER_ENDED,
    details: open.pending === null ? "" : about,
  };
}

function place(target: string, name: string) {
  const doc = DOC_NAME.exec(name);
  const className = target === "" && doc !== null ? "Doc-tests" : target;
  return { file: doc?.[1] ?? "", line: doc === null ? null : Number(doc[2]), className, name };
}
