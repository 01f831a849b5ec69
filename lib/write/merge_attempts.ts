import type { FileSink, Host } from "../host/host.ts";
import { isFailing } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { TestRecord } from "../model/test_result.ts";
import { mergeTries } from "./merge_tries.ts";
import { streamRecords } from "./stream_records.ts";
import type { MergedTests } from "./test_tally.ts";
import { openTestsFile } from "./tests_file.ts";

/** Whose attempts are merged, and where to. */
export interface MergeRequest {
  /** Absolute paths of the `tests.jsonl` of every attempt that counts, the first attempt first. */
  readonly attempts: readonly [string, ...string[]];
  /** Ids of the tests that failed in the first attempt; few, or it would not have been tried again. */
  readonly failed: ReadonlySet<string>;
  /** Absolute path of the merged file; one that is there is replaced. */
  readonly target: string;
}

/**
 * Writes one `tests.jsonl` from those of several attempts: every test of the first one once, with all
 * of its tries, and those that failed first in a later one. Streamed: only tests that failed in some
 * attempt are kept in memory. What did not appear in a later attempt stays as it was.
 */
export async function mergeAttempts(
  host: Host,
  { attempts: [first, ...later], failed, target }: MergeRequest,
): Promise<Result<MergedTests, Problem>> {
  const tries = await gatherTries(host, later, failed);
  await host.files.remove(target);
  const opened = await host.files.append(target);
  if (!opened.ok) return opened;
  return await writeMerged(host, opened.value, { first, tries });
}

/** The records of later attempts that concern a test which failed in some attempt, by its id. */
async function gatherTries(
  host: Host,
  paths: readonly string[],
  failed: ReadonlySet<string>,
): Promise<Map<string, TestRecord[]>> {
  const tries = new Map<string, TestRecord[]>();
  for (const path of paths) {
    for await (const test of streamRecords(host, path)) {
      const known = tries.get(test.id);
      const matters = known !== undefined || failed.has(test.id) || isFailing(test.outcome);
      if (matters) tries.set(test.id, [...known ?? [], test]);
    }
  }
  return tries;
}

interface Merging {
  readonly first: string;
  readonly tries: Map<string, TestRecord[]>;
}

async function writeMerged(
  host: Host,
  sink: FileSink,
  { first, tries }: Merging,
): Promise<Result<MergedTests, Problem>> {
  const { add, end } = openTestsFile(sink);
  for await (const test of streamRecords(host, first)) {
    const again = tries.get(test.id) ?? [];
    tries.delete(test.id);
    await add(again.length === 0 ? test : mergeTries([test, ...again]));
  }
  for (const [one, ...more] of tries.values()) {
    if (one !== undefined) await add(mergeTries([one, ...more]));
  }
  return await end();
}
