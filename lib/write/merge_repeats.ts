import type { Host } from "../host/host.ts";
import { isFailing } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { TestRecord } from "../model/test_result.ts";
import { streamRecords } from "./stream_records.ts";
import type { MergedTests } from "./test_tally.ts";
import { openTestsFile } from "./tests_file.ts";

/** Whose runs are merged, and where to. */
export interface MergeRepeatsRequest {
  /** Absolute paths of the `tests.jsonl` of every run, the first run first. */
  readonly runs: readonly [string, ...string[]];
  /** Absolute path of the merged file; one that is there is replaced. */
  readonly target: string;
}

/** Failing tests of later runs that are kept whole; of more than these, the first run's record stays. */
const MOST_KEPT = 1_000;

/**
 * Writes one `tests.jsonl` from those of several equal runs: every test once, with its first failure
 * where it ever failed. A pass never takes a failure away, in whichever run it came.
 */
export async function mergeRepeats(
  host: Host,
  { runs: [first, ...later], target }: MergeRepeatsRequest,
): Promise<Result<MergedTests, Problem>> {
  const failed = await gatherFailures(host, later);
  await host.files.remove(target);
  const opened = await host.files.append(target);
  if (!opened.ok) return opened;
  const { add, end } = openTestsFile(opened.value);
  for await (const test of streamRecords(host, first)) {
    const worse = isFailing(test.outcome) ? undefined : failed.get(test.id);
    failed.delete(test.id);
    await add(worse ?? test);
  }
  for (const test of failed.values()) await add(test);
  return await end();
}

/** The first failure of each test in these runs. */
async function gatherFailures(
  host: Host,
  paths: readonly string[],
): Promise<Map<string, TestRecord>> {
  const failed = new Map<string, TestRecord>();
  for (const path of paths) {
    for await (const test of streamRecords(host, path)) {
      const isNew = isFailing(test.outcome) && !failed.has(test.id);
      if (isNew && failed.size < MOST_KEPT) failed.set(test.id, test);
    }
  }
  return failed;
}
