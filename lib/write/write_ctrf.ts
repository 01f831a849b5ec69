import {
  countCtrf,
  type CtrfCounts,
  makeCtrfEnvironment,
  makeCtrfHead,
  makeCtrfSummary,
  makeCtrfTest,
  makeCtrfTool,
  makeCtrfVerdict,
  NO_CTRF_TESTS,
} from "../formats/format_ctrf.ts";
import type { PlainTestLine } from "../formats/plain_test_line.ts";
import { ctrfKind, putCtrfLine } from "../formats/put_ctrf_line.ts";
import { readPlainTest } from "../formats/read_test_line.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { TEST_OUTCOMES } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { RunRecord } from "../model/run_record.ts";
import type { TestRecord } from "../model/test_result.ts";
import { type ByteBlocks, writeBytes } from "./byte_blocks.ts";
import { type CountedSuite, takeTests } from "./counted_suite.ts";

const NAME = "ctrf.json";

const PASSED = TEST_OUTCOMES.indexOf("passed");
const PASSED_TEST = { outcome: "passed", quarantine: null } as const;

/** Where the tests are, and what keeps secrets out of the rest. */
export interface CtrfOptions {
  /** Absolute folder of the run. */
  readonly runFolder: string;
  readonly suites: readonly CountedSuite[];
  readonly redactor: Redactor;
}

/**
 * Writes `ctrf.json` of a run from the tests that count, streamed, one test in a line: memory does
 * not grow with their number. The summary follows the tests, so that it counts what is there.
 */
export async function writeCtrf(
  host: Host,
  record: RunRecord,
  options: CtrfOptions,
): Promise<Result<void, Problem>> {
  const json = (value: unknown): string => redactJson(value, NAME, options.redactor);
  const head = json(makeCtrfHead(record)).slice(0, -1);
  return await writeBytes(host, `${options.runFolder}/${NAME}`, async (blocks) => {
    const { put } = blocks;
    put.text(`${head},"results":{"tool":${json(makeCtrfTool(record))},"tests":[`);
    const counts = await addTests(host, blocks, options);
    put.text(`\n],"summary":${json(makeCtrfSummary(record, counts))}`);
    put.text(`,"environment":${json(makeCtrfEnvironment(record))}`);
    put.text(`,"extra":${json(makeCtrfVerdict(record))}}}\n`);
  });
}

async function addTests(
  host: Host,
  { put, settle }: ByteBlocks,
  { runFolder, suites, redactor }: CtrfOptions,
): Promise<CtrfCounts> {
  const clean = (text: string): string => redactor.text(NAME, text);
  let counts = NO_CTRF_TESTS;
  const separate = (): void => put.text(counts.tests === 0 ? "\n" : ",\n");
  for (const counted of suites) {
    const { kind } = counted.suite;
    const middle = ctrfKind(kind);
    const test = (one: TestRecord): void => {
      separate();
      put.text(JSON.stringify(makeCtrfTest(one, kind)));
      counts = countCtrf(counts, one);
    };
    const plain = (bytes: Uint8Array, line: PlainTestLine): void => {
      if (line.outcome !== PASSED) return test(readPlainTest(bytes, line));
      separate();
      putCtrfLine(put, bytes, { line, kind: middle });
      counts = countCtrf(counts, PASSED_TEST);
    };
    const source = { runFolder, clean };
    await takeTests(host, counted, { source, taker: { test, plain, settle } });
  }
  return counts;
}
