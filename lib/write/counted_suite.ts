import type { PlainTestLine } from "../formats/plain_test_line.ts";
import { readTestLine } from "../formats/read_test_line.ts";
import type { Host } from "../host/host.ts";
import type { SuiteOutcome, TestOutcome } from "../model/outcome.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";
import type { TestRecord } from "../model/test_result.ts";
import { scanTestLines } from "./scan_test_lines.ts";

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

/** Takes the tests of a suite. */
export interface TestTaker {
  /** A line in our own layout, in bytes that are valid during the call. */
  plain(bytes: Uint8Array, line: PlainTestLine): void;
  test(test: TestRecord): void;
  /** Awaited now and then: the time to write what was gathered. */
  readonly settle?: () => Promise<void>;
}

/**
 * Tells the tests of a suite that count. A suite without tests (a check, a loss) is one test of its own,
 * so that a reader of reports cannot overlook it.
 */
export async function takeTests(
  host: Host,
  counted: CountedSuite,
  { source: { runFolder, clean }, taker }: {
    readonly source: TestsSource;
    readonly taker: TestTaker;
  },
): Promise<void> {
  if (counted.execution.report.counts.total === 0) taker.test(suiteAsTest(counted, clean));
  else await takeLines(host, testsPath(counted, runFolder), taker);
  await taker.settle?.();
}

async function takeLines(host: Host, path: string, taker: TestTaker): Promise<void> {
  const { plain, test, settle } = taker;
  const odd = (line: Uint8Array): void => {
    const record = readTestLine(line);
    if (record !== null) test(record);
  };
  const work = { plain, odd, ...(settle && { settle }) };
  await scanTestLines(host, path, work, { isOwn: true });
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
    fingerprint: null,
  };
}
