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
import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { RunRecord } from "../model/run_record.ts";
import { type CountedSuite, streamTests } from "./counted_suite.ts";
import { type TextBlocks, writeBlocks } from "./text_blocks.ts";

const NAME = "ctrf.json";

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
  return await writeBlocks(host, `${options.runFolder}/${NAME}`, async (blocks) => {
    await blocks.add(`${head},"results":{"tool":${json(makeCtrfTool(record))},"tests":[`);
    const counts = await addTests(host, blocks, options);
    await blocks.add(`\n],"summary":${json(makeCtrfSummary(record, counts))}`);
    await blocks.add(`,"environment":${json(makeCtrfEnvironment(record))}`);
    await blocks.add(`,"extra":${json(makeCtrfVerdict(record))}}}\n`);
  });
}

async function addTests(
  host: Host,
  blocks: TextBlocks,
  { runFolder, suites, redactor }: CtrfOptions,
): Promise<CtrfCounts> {
  const clean = (text: string): string => redactor.text(NAME, text);
  let counts = NO_CTRF_TESTS;
  for (const counted of suites) {
    for await (const test of streamTests(host, counted, { runFolder, clean })) {
      const comma = counts.tests === 0 ? "\n" : ",\n";
      await blocks.add(comma + JSON.stringify(makeCtrfTest(test, counted.suite.kind)));
      counts = countCtrf(counts, test);
    }
  }
  return counts;
}
