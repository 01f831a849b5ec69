import { lastOutcome, type SuiteAnswer, worstOutcome } from "../classify/merge_outcomes.ts";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { ok, type Result } from "../model/result.ts";
import type { Execution, RunRecord, SuiteRecord } from "../model/run_record.ts";
import { NO_TESTS } from "../model/test_counts.ts";
import { countedTests } from "../report/counted_execution.ts";
import { linkExecution } from "../write/link_execution.ts";
import { type JoinedTests, mergeRerunTests } from "../write/merge_rerun_tests.ts";
import { mergeShardTests, type TestWitness } from "../write/merge_shard_tests.ts";

/** A record that is merged: as it was read, and as a run would know it. */
export interface MergeSource {
  readonly record: RecordedRun;
  readonly run: RunRecord;
}

/** How suites are merged, and where to. */
export interface MergeSuitesOptions {
  readonly kind: "shards" | "rerun";
  /** Absolute folder of the merged run. */
  readonly folder: string;
  readonly isSameCode: boolean;
  /** Told every test that a shard ran. */
  readonly witness: TestWitness;
  /** Told what a record lacks, one sentence each: then nothing is proved. */
  readonly lack: (problem: string) => void;
  readonly warn: (message: string) => void;
}

/** One suite in one of the records. */
interface Piece extends MergeSource {
  readonly suite: SuiteRecord;
}

/**
 * Joins the suites of several records, in the order in which they first appear: their tests in one
 * file, the files of all executions numbered anew, one outcome. The oldest record comes first.
 */
export async function mergeSuites(
  host: Host,
  sources: readonly MergeSource[],
  options: MergeSuitesOptions,
): Promise<Result<readonly SuiteRecord[], Problem>> {
  const pieces = sources.flatMap((source) =>
    source.run.suites.map((suite) => ({ ...source, suite }))
  );
  const merged: SuiteRecord[] = [];
  for (const [name, own] of Map.groupBy(pieces, ({ suite }) => suite.name)) {
    const [first, ...more] = own;
    if (first === undefined) continue;
    const made = await host.files.makeDir(`${options.folder}/suites/${name}`);
    if (!made.ok) return made;
    const suite = await mergeSuite(host, [first, ...more], options);
    if (!suite.ok) return suite;
    merged.push(suite.value);
  }
  return ok(merged);
}

async function mergeSuite(
  host: Host,
  pieces: readonly [Piece, ...Piece[]],
  options: MergeSuitesOptions,
): Promise<Result<SuiteRecord, Problem>> {
  const { name, kind, runner, required } = pieces[0].suite;
  const executions = await linkExecutions(host, pieces, options);
  const tests = await mergeTests(host, pieces, options);
  if (!tests.ok) return tests;
  const counts = tests.value?.counts ?? NO_TESTS;
  const place = placeOf(pieces, options.kind);
  const merged = tests.value && {
    ...namedOf(tests.value),
    attempts: executions.filter((one) => one.place === place).length,
    folder: `suites/${name}`,
  };
  return ok({
    ...{ name, kind, runner, required, place, executions },
    ...outcomeOf(pieces, counts, options.kind),
    runs: pieces.map(({ run }) => run.runId),
    ...(merged && { merged }),
  });
}

/** Null where no record has lines of tests: a check. */
async function mergeTests(
  host: Host,
  pieces: readonly Piece[],
  { kind, folder, isSameCode, witness, lack }: MergeSuitesOptions,
): Promise<Result<JoinedTests | null, Problem>> {
  const suite = pieces[0]!.suite.name;
  const parts = pieces.map(({ record, suite: own }) => ({
    path: record.suites.find((one) => one.name === suite)?.testsPath ?? null,
    shard: record.shard?.index ?? 0,
    runId: record.runId,
    total: countedTests(own).total,
  }));
  const shards = parts.flatMap(({ path, shard }) => path === null ? [] : [{ path, shard }]);
  const paths = shards.map(({ path }) => path);
  const target = `${folder}/suites/${suite}/tests.jsonl`;
  const joined = shards.length === 0
    ? ok(null)
    : kind === "shards"
    ? await mergeShardTests(host, { suite, shards, target, witness })
    : await mergeRerunTests(host, { suite, paths, target, isSameCode });
  if (!joined.ok) return joined;
  for (const { path, runId, total } of parts) {
    const told = path === null ? 0 : joined.value?.told.get(path) ?? 0;
    // A line that is lost may have told a failure.
    if (told !== total) lack(`${runId} counts ${total} tests of ${suite} and tells ${told}`);
  }
  return joined;
}

function namedOf({ failures, flaky, quarantined, counts }: JoinedTests) {
  return { failures, flaky, quarantined, counts };
}

/** The executions of all records, numbered in their order in each place, with their files. */
async function linkExecutions(
  host: Host,
  pieces: readonly Piece[],
  { folder, warn }: MergeSuitesOptions,
): Promise<readonly Execution[]> {
  const numbers = { container: 0, failsafe: 0 };
  const linked: Execution[] = [];
  for (const { record, suite } of pieces) {
    for (const execution of suite.executions) {
      const attempt = ++numbers[execution.place];
      const own = `suites/${suite.name}/${execution.place}-${attempt}`;
      const isThere = record.folder !== null && await linkExecution(host, {
        record: record.folder,
        folder: execution.folder,
        target: `${folder}/${own}`,
      });
      if (!isThere) warn(`the files of ${execution.folder} in ${record.runId} are not there`);
      linked.push({ ...execution, attempt, folder: own });
    }
  }
  return linked;
}

/** Of shards, the failsafe where one of them had to use it; of reruns, that of the last answer. */
function placeOf(pieces: readonly Piece[], kind: "shards" | "rerun"): SuiteRecord["place"] {
  const places = pieces.map(({ suite }) => suite.place).filter((place) => place !== null);
  if (kind === "rerun") return places.at(-1) ?? null;
  return places.includes("failsafe") ? "failsafe" : places[0] ?? null;
}

function outcomeOf(
  pieces: readonly [Piece, ...Piece[]],
  counts: JoinedTests["counts"],
  kind: "shards" | "rerun",
) {
  if (kind === "shards") {
    const parts = pieces.map((piece) => ({
      ...answerOf(piece),
      shard: piece.record.shard?.index ?? 0,
    }));
    return worstOutcome(parts, counts);
  }
  const [first, ...later] = pieces;
  const { outcome, why } = lastOutcome([answerOf(first), ...later.map(answerOf)], counts);
  return { outcome, why };
}

function answerOf({ suite, record }: Piece): SuiteAnswer {
  const { name, outcome, why } = suite;
  const replayed = record.files.summary?.replay?.suites.find((one) => one.suite === name);
  return { outcome, why, failed: countedTests(suite).failed, isWhole: replayed?.scope !== "tests" };
}
