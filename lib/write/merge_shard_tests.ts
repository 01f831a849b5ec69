import { openHashTable } from "../formats/hash_table.ts";
import { KEY_WORDS, openKeyedHash } from "../formats/keyed_hash.ts";
import type { PlainTestLine } from "../formats/plain_test_line.ts";
import { readTestLine } from "../formats/read_test_line.ts";
import { sameBytes } from "../formats/same_bytes.ts";
import type { Host } from "../host/host.ts";
import { isFailing, TEST_OUTCOMES } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { TestRecord } from "../model/test_result.ts";
import { writeBytes } from "./byte_blocks.ts";
import { drawKey } from "./draw_key.ts";
import type { JoinedTests } from "./merge_rerun_tests.ts";
import { scanTestLines, type TestLineWork } from "./scan_test_lines.ts";
import { openTestTally } from "./test_tally.ts";

/** Told every test with the shard that ran it, as its line or read whole. */
export interface TestWitness {
  line(bytes: Uint8Array, line: PlainTestLine, shard: number): void;
  test(test: TestRecord, shard: number): void;
}

/** Whose tests are joined, and where to. */
export interface ShardTests {
  readonly suite: string;
  /** Absolute path of the lines of every shard that ran the suite, with the shard's place. */
  readonly shards: readonly { readonly shard: number; readonly path: string }[];
  /** Absolute path of the joined file. */
  readonly target: string;
  /** Told also a test that another shard has run already. */
  readonly witness: TestWitness;
}

const FAILS = TEST_OUTCOMES.map(isFailing);

/**
 * Writes the tests of a suite from several shards of it. Of a test that more than one shard ran, the
 * first is written, and later ones only where they failed: nothing red is lost. Lines in our own layout
 * are copied as they are. Memory: some 20 bytes a test.
 */
export async function mergeShardTests(
  host: Host,
  { suite, shards, target, witness }: ShardTests,
): Promise<Result<JoinedTests, Problem>> {
  const tally = openTestTally();
  const told = new Map<string, number>();
  const isOwn = sameBytes(suite);
  const ids = openKeyedHash(drawKey(host, KEY_WORDS));
  const done = openHashTable();
  const isNew = (): boolean => done.add(ids.out[0]!, ids.out[1]!);
  const written = await writeBytes(host, target, async ({ put, settle }) => {
    const workOf = (shard: number, tell: () => void): TestLineWork => ({
      settle,
      plain(bytes, line) {
        if (!isOwn(bytes, line.suiteStart, line.suiteEnd)) return;
        tell();
        witness.line(bytes, line, shard);
        ids.ascii(bytes, line.idStart, line.idEnd);
        if (!isNew() && !FAILS[line.outcome]) return;
        tally.line(bytes, line);
        put.bytes(bytes, line.start, line.end);
      },
      odd(bytes) {
        const test = readTestLine(bytes);
        if (test?.suite !== suite) return;
        tell();
        witness.test(test, shard);
        ids.text(test.id);
        if (!isNew() && !isFailing(test.outcome)) return;
        tally.test(test);
        put.text(`${JSON.stringify(test)}\n`);
      },
    });
    for (const { shard, path } of shards) {
      let count = told.get(path) ?? 0;
      await scanTestLines(host, path, workOf(shard, () => void count++));
      if (count > 0) told.set(path, count);
    }
  });
  return written.ok ? ok({ ...tally.end(), told }) : written;
}
