import type { FileSink, Host } from "../host/host.ts";
import {
  junitCase,
  junitEnd,
  junitStart,
  junitSuiteEnd,
  junitSuiteStart,
} from "../formats/format_junit.ts";
import { splitLines } from "../formats/lines.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { TestRecord } from "../model/test_result.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";

/** Text gathered before it is written. */
const BLOCK_CHARS = 64 * 1024;

/** The executions that count, with the suites they belong to. */
export interface CountedSuite {
  readonly suite: SuiteRecord;
  readonly execution: Execution;
}

/**
 * Writes `junit.xml` of a run from the `tests.jsonl` of its executions, streamed. A suite without
 * tests (a check, a loss) is one case of its own, so that a reader of JUnit cannot overlook it.
 */
export async function writeJunit(
  host: Host,
  suites: readonly CountedSuite[],
  runFolder: string,
): Promise<Result<void, Problem>> {
  const opened = await host.files.append(`${runFolder}/junit.xml`);
  if (!opened.ok) return opened;
  const sink = opened.value;
  const blocks = newBlocks(sink);
  await blocks.add(junitStart());
  for (const { suite, execution } of suites) {
    const counts = execution.report.counts;
    const own = counts.total === 0 ? suiteAsCase(suite, execution) : null;
    const shown = own ? countsOfCase(own) : counts;
    await blocks.add(junitSuiteStart(suite.name, shown, execution.durationMs / 1000));
    if (own) await blocks.add(junitCase(own));
    else await addTests(host, `${runFolder}/${execution.folder}/tests.jsonl`, blocks);
    await blocks.add(junitSuiteEnd());
  }
  await blocks.add(junitEnd());
  const written = await blocks.end();
  const closed = await sink.close();
  return written.ok ? closed : written;
}

async function addTests(host: Host, path: string, blocks: Blocks): Promise<void> {
  const source = await host.files.open(path);
  if (!source.ok) return;
  for await (const line of splitLines(source.value.chunks)) {
    // Our own lines, just written: a line that is no record is a line torn by a full disk.
    const record = TestRecord.safeParse(parse(line));
    if (record.success) await blocks.add(junitCase(record.data));
  }
  source.value.close();
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function suiteAsCase(suite: SuiteRecord, execution: Execution): TestRecord {
  const isPassed = suite.outcome === "passed";
  const isSkipped = suite.outcome === "not-run" || suite.outcome === "cancelled";
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
    outcome: isPassed ? "passed" : isSkipped ? "not-run" : "error",
    duration_ms: execution.durationMs,
    message: isPassed ? "" : suite.why,
    details: "",
    line: null,
    earlier: [],
    route: null,
    quarantine: null,
  };
}

function countsOfCase(test: TestRecord) {
  const isPassed = test.outcome === "passed" ? 1 : 0;
  const isNotRun = test.outcome === "not-run" ? 1 : 0;
  return {
    total: 1,
    executed: 1 - isNotRun,
    passed: isPassed,
    failed: 1 - isPassed - isNotRun,
    skipped: 0,
    not_run: isNotRun,
    flaky: 0,
    quarantined: 0,
  };
}

interface Blocks {
  add(text: string): Promise<void>;
  /** Writes the rest; the first failure of all, because what is missing in the middle is missing. */
  end(): Promise<Result<void, Problem>>;
}

function newBlocks(sink: FileSink): Blocks {
  const encoder = new TextEncoder();
  let block = "";
  let result: Result<void, Problem> = ok(undefined);
  const flush = async (): Promise<void> => {
    if (result.ok) result = await sink.write(encoder.encode(block));
    block = "";
  };
  return {
    add: async (text) => {
      block += text;
      if (block.length > BLOCK_CHARS) await flush();
    },
    end: async () => {
      await flush();
      return result;
    },
  };
}
