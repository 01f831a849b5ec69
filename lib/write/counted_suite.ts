import type { Host } from "../host/host.ts";
import type { SuiteOutcome, TestOutcome } from "../model/outcome.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";
import type { TestRecord } from "../model/test_result.ts";
import { streamRecords } from "./stream_records.ts";

/** A suite with the execution that counts. */
export interface CountedSuite {
  readonly suite: SuiteRecord;
  /** With the folder, counts and duration of all its attempts, where there are several. */
  readonly execution: Execution;
}

/** Where the tests of a run are read, and what takes secrets out of words that are in no file yet. */
export interface TestsSource {
  /** Absolute folder of the run. */
  readonly runFolder: string;
  readonly clean: (text: string) => string;
}

/** Absolute path of the lines that tell the tests of a suite, each test once. */
export function testsPath({ execution }: CountedSuite, runFolder: string): string {
  return `${runFolder}/${execution.folder}/tests.jsonl`;
}

/**
 * The tests of a suite that count, streamed. A suite without tests (a check, a loss) is one test of
 * its own, so that a reader of reports cannot overlook it.
 */
export async function* streamTests(
  host: Host,
  counted: CountedSuite,
  { runFolder, clean }: TestsSource,
): AsyncGenerator<TestRecord, void, void> {
  if (counted.execution.report.counts.total === 0) {
    yield suiteAsTest(counted, clean);
    return;
  }
  yield* streamRecords(host, testsPath(counted, runFolder));
}

const OUTCOMES: Readonly<Record<SuiteOutcome, TestOutcome>> = {
  "passed": "passed",
  "failed": "failed",
  "timed-out": "timed-out",
  "crashed": "crashed",
  "unproven": "error",
  "lost": "error",
  "not-run": "not-run",
  "cancelled": "not-run",
};

/** What a suite without tests says of itself, as one test. */
function suiteAsTest(
  { suite, execution }: CountedSuite,
  clean: (text: string) => string,
): TestRecord {
  const outcome = OUTCOMES[suite.outcome];
  return {
    id: suite.name,
    suite: suite.name,
    place: execution.place,
    attempt: execution.attempt,
    file: "",
    class: suite.name,
    name: suite.kind === "check" ? "exit code" : "suite",
    parameters: "",
    occurrence: 1,
    outcome,
    duration_ms: execution.durationMs,
    message: outcome === "passed" ? "" : clean(suite.why),
    details: "",
    line: null,
    earlier: [],
    route: null,
    quarantine: null,
  };
}
