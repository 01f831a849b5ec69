import type { Host } from "../host/host.ts";
import type { MergeJson } from "../model/merge_json.ts";
import { isFailing } from "../model/outcome.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { RecordedSuiteState, RecordedTest } from "../model/replay.ts";
import type { ShardJson } from "../model/shard.ts";
import type { ReplaySource } from "../plan/replay_source.ts";
import { findPart } from "../write/compare_shard_plan.ts";
import { type LoadedShardPlan, loadShardPlan } from "../write/load_shard_plan.ts";

type Merged = MergeJson["sources"][number];

/**
 * Narrows merged records to what one of their shards ran, by the plan that stands beside them; the
 * folders of the shards are not needed. Records without that shard, or without its plan, stay as they are.
 */
export async function pickMergedShard(
  host: Host,
  sources: readonly ReplaySource[],
  index: number,
): Promise<readonly ReplaySource[]> {
  const picked: ReplaySource[] = [];
  for (const source of sources) picked.push(await pickOne(host, source, index) ?? source);
  return picked;
}

async function pickOne(
  host: Host,
  { record, suites }: ReplaySource,
  index: number,
): Promise<ReplaySource | null> {
  const own = shardsOf(record).find(({ shard }) => shard === index);
  if (own === undefined || record.shard !== null || record.folder === null) return null;
  const plan = await loadShardPlan(host, record.folder);
  if (plan.faults > 0 || plan.shards.length === 0) return null;
  const required = new Set(record.suites.flatMap((one) => one.required ? [one.name] : []));
  const narrowed = suites.filter(({ name }) => hasRun(record, name, own))
    .map((suite) => narrowSuite(suite, { plan, own, index, required }));
  return { record: { ...record, shard: placeOf(record, index) }, suites: narrowed };
}

function shardsOf({ files: { results, summary } }: RecordedRun): readonly Merged[] {
  const merge = results?.merge ?? summary?.merge;
  return merge?.kind === "shards" ? merge.sources : [];
}

/** Of an older merge that does not say so, every suite. */
function hasRun({ files }: RecordedRun, name: string, { run_id }: Merged): boolean {
  const runs = files.results?.suites.find((suite) => suite.name === name)?.runs;
  return runs?.includes(run_id) ?? true;
}

/** As much of the shard as its merged record tells: which of how many. */
function placeOf(record: RecordedRun, index: number): ShardJson {
  const total = 1 + shardsOf(record).reduce((most, { shard }) => Math.max(most, shard ?? 0), index);
  return {
    ...{ kind: "test", index, total, balanced_by: "count", plan_digest: "" },
    ...{ parts: 0, parts_total: 0, expected_ms: null, expected_imbalance: null },
  };
}

interface Shard {
  readonly plan: LoadedShardPlan;
  readonly own: Merged;
  readonly index: number;
  /** Suites that decide. */
  readonly required: ReadonlySet<string>;
}

function narrowSuite(suite: RecordedSuiteState, shard: Shard): RecordedSuiteState {
  const tests = suite.tests.filter((test) => isOwn(test, shard));
  return { ...suite, tests, outcome: outcomeOf(suite, tests, shard) };
}

/** What belongs to no part (a broken hook, a file that cannot be loaded) may have failed in any shard. */
function isOwn(test: RecordedTest, { plan, index }: Shard): boolean {
  const place = findPart(plan, test);
  return place < 0 ? isFailing(test.outcome) : plan.shards[place] === index;
}

const GREEN: ReadonlySet<string> = new Set(["passed", "flaky", "degraded"]);

/**
 * A merged suite ended as the worst of its shards did: another shard's failures are not this one's. What
 * no test tells stays with every shard that did not pass: the record does not say whose it was.
 */
function outcomeOf(
  { name, outcome, tests: all, unnamed }: RecordedSuiteState,
  tests: readonly RecordedTest[],
  { own, required }: Shard,
): RecordedSuiteState["outcome"] {
  const hasFailed = (some: readonly RecordedTest[]): boolean =>
    some.some((test) => isFailing(test.outcome));
  // A shard passes without what is not required.
  const isGreen = GREEN.has(own.verdict) && required.has(name);
  const isOwn = hasFailed(tests);
  if (outcome !== "failed" && !isGreen) return outcome;
  if (isOwn) return "failed";
  const isOfOthers = unnamed === 0 && hasFailed(all);
  return isGreen || isOfOthers ? "passed" : outcome;
}
