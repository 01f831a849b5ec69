import type { ReportEnd } from "../model/report_reading.ts";
import type { ReportedTest } from "../model/test_result.ts";
import { NEVER_ENDED } from "./progress_words.ts";
import { createProblemList } from "./problem_list.ts";
import { readReporterLine, type ReporterLine, type ReporterPlace } from "./reporter_line.ts";
import { brokenFile, brokenRun, reportedTest } from "./reporter_test.ts";

/** Most tests of one report. */
export const REPORTER_TESTS_MAX = 1_000_000;
/** Most tests that can be begun and not ended at one time; more are no tool of ours. */
const OPEN_MAX = 100_000;

/** A test that was begun, and what is known of its end as long as its file goes on. */
interface OpenTest {
  readonly place: ReporterPlace;
  readonly result: ReportedTest | null;
}

/** Reads a reporter's lines one by one; `take` gives the tests finished since the last call. */
export function createReporterReading(): {
  line(text: string): void;
  take(): readonly ReportedTest[];
  stopped(): boolean;
  end(): ReportEnd;
} {
  const problems = createProblemList();
  const open = new Map<string, OpenTest>();
  let finished: ReportedTest[] = [];
  let root: string | null = null;
  let declared: ReportEnd["declared"] = null;
  let lines = 0;
  let tests = 0;
  let stopped = false;

  const finish = (test: ReportedTest): void => {
    if (++tests <= REPORTER_TESTS_MAX) return void finished.push(test);
    if (!stopped) problems.add(`more than ${REPORTER_TESTS_MAX} tests; the rest was not read`);
    stopped = true;
  };
  const remember = (test: OpenTest): void => {
    if (open.size < OPEN_MAX) return void open.set(keyOf(test.place), test);
    if (!stopped) problems.add(`line ${lines}: more than ${OPEN_MAX} tests are begun at once`);
    stopped = true;
  };
  /** Tests without a final line: their last known result, else that they never ended. */
  const giveUp = (file: string | null, outcome: "crashed" | "not-run"): void => {
    const groups = groupsOf(open.values());
    for (const [key, { place, result }] of open) {
      if (file !== null && place.file !== file) continue;
      open.delete(key);
      if (result !== null) finish(result);
      else if (!groups.has(key)) finish(unended(place, outcome, root ?? ""));
    }
  };
  const closeFile = (line: ReporterLine & { kind: "file" }): void => {
    if (line.error !== null) {
      giveUp(line.file, "crashed");
      return finish(brokenFile(line, root ?? ""));
    }
    for (const [key, { place }] of open) if (place.file === line.file) open.delete(key);
  };
  const take = (line: ReporterLine): void => {
    if (line.kind === "begin") root = line.root;
    else if (line.kind === "start") remember({ place: line, result: null });
    else if (line.kind === "done") open.delete(keyOf(line));
    else if (line.kind === "try") remember({ place: line, result: reportedTest(line, root ?? "") });
    else if (line.kind === "test") {
      open.delete(keyOf(line));
      finish(reportedTest(line, root ?? ""));
    } else if (line.kind === "file") closeFile(line);
    else if (line.kind === "error") finish(brokenRun(line.error));
    else declared = { tests: line.tests, failures: line.failures, skipped: line.skipped };
  };
  return {
    line(text) {
      lines++;
      if (stopped || text.trim() === "") return;
      const line = readReporterLine(text);
      if (line === null) return problems.add(`line ${lines} is none of our reporters' lines`);
      if (root === null && line.kind !== "begin") {
        return problems.add(`line ${lines} stands before the beginning`);
      }
      take(line);
    },
    take() {
      const taken = finished;
      if (taken.length > 0) finished = [];
      return taken;
    },
    stopped: () => stopped,
    end() {
      giveUp(null, declared === null ? "crashed" : "not-run");
      if (root === null) problems.add("it does not begin as a report of our reporters");
      else if (declared === null && !stopped) {
        problems.add(`the report ends at line ${lines}, before the test tool told its end`);
      }
      const kept = problems.kept();
      return { whole: kept.length === 0, problems: kept, declared };
    },
  };
}

function keyOf({ file, groups, name }: ReporterPlace): string {
  return JSON.stringify([file, groups, name]);
}

/** Keys of the groups around these tests: node tells their beginning like that of a test. */
function groupsOf(tests: Iterable<OpenTest>): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { place: { file, groups } } of tests) {
    groups.forEach((name, at) => keys.add(keyOf({ file, groups: groups.slice(0, at), name })));
  }
  return keys;
}

function unended(
  place: ReporterPlace,
  outcome: "crashed" | "not-run",
  root: string,
): ReportedTest {
  const message = outcome === "crashed" ? NEVER_ENDED : "it was begun and has no result";
  const line = { ...place, status: outcome, durationMs: null, errors: [], retries: [], line: null };
  return reportedTest({ ...line, reason: message }, root);
}
