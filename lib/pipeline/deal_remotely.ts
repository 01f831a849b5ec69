import { err, ok, type Result } from "../model/result.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { PlannedSuite } from "../model/plan.ts";
import type { ShardJson } from "../model/shard.ts";
import type { Deal, DealtPart } from "../plan/deal_shards.ts";
import { dealWithQueue } from "../plan/deal_with_queue.ts";
import { narrowPlan } from "../plan/narrow_plan.ts";
import { planShards, type ShardedPlan } from "../plan/plan_shards.ts";
import { writeShardPlan } from "../write/write_shard_plan.ts";
import type { FarSession, JobSuite } from "./make_job.ts";
import { notesOf, tellParts } from "./settle_shard.ts";
import { shardDurations } from "./shard_durations.ts";
import { blockAll, divideSuites, unitSuites } from "./shard_session.ts";

/** All shards of a plan, as the tasks of one job. */
export interface RemoteDeal {
  /** Tasks of both sorts, those without anything to do as well. */
  readonly total: number;
  /** Parts of the plan in each task, by its number; the parts themselves are on disk. */
  readonly partsOf: Int32Array;
  /** Names of the suites of which more than one task has a part. */
  readonly divided: ReadonlySet<string>;
  readonly assigned: number;
  readonly queued: number;
  readonly parallelism: number;
  /** Suites of each task that has something to do, by its number: a large one of the first, or one of the queue. */
  readonly tasks: ReadonlyMap<number, readonly JobSuite[]>;
  /** Suites that are left out, and why. */
  readonly leftOut: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
  readonly digest: string;
  readonly balancedBy: "durations" | "count";
  readonly durationsFrom: string | null;
  /** Expected longest over average of what begins at once; null where unknown. */
  readonly imbalance: number | null;
}

/** What the start of a container takes: small tasks of that length cost more than they even out. */
const LEAST_TASK_MS = 2_000;

/** Lists the tests of all suites, deals them out to tasks and writes the plan; or the suites of which nothing may run. */
export async function dealRemotely(
  session: FarSession,
): Promise<Result<RemoteDeal, readonly SuiteRecord[]>> {
  const { plan, host, run, redactor, warn, remote: { request, readiness } } = session;
  const slots = request.total ?? Math.max(1, readiness.nodes.length);
  const meant = request.kind === "unit" ? unitSuites(plan.suites) : plan.suites;
  const planned = await planTasks(session, meant, slots);
  if (!planned.ok) return err(blockAll(plan.suites, planned.error));
  const { sharded, queued, from, notes } = planned.value;
  const target = { folder: run.path, redactor, warn };
  const digest = await writeShardPlan(host, tellParts(sharded), target);
  const leftOut = new Map(
    plan.suites.filter((suite) => !meant.includes(suite)).map(({ name }) => [
      name,
      "not a unit suite, and only those are dealt out (--shard-kind unit)",
    ]),
  );
  // Nothing of a single test is kept from here on: there may be a million.
  return ok({
    ...{ digest, leftOut, notes, total: sharded.choices.length, ...countParts(sharded) },
    assigned: slots,
    queued,
    parallelism: request.parallelism ?? slots,
    tasks: spellTasks(session, sharded, meant),
    balancedBy: sharded.deal.balancedBy,
    durationsFrom: sharded.deal.balancedBy === "durations" ? from : null,
    imbalance: expectImbalance(sharded, slots),
  });
}

interface PlannedTasks {
  readonly sharded: ShardedPlan;
  readonly queued: number;
  readonly from: string | null;
  readonly notes: readonly string[];
}

/** All tasks, or what each listing that failed has said. Durations and listings are forgotten with it. */
async function planTasks(
  session: FarSession,
  meant: readonly PlannedSuite[],
  slots: number,
): Promise<Result<PlannedTasks, ReadonlyMap<string, string>>> {
  const { request } = session.remote;
  const divided = await divideSuites(session, meant, request);
  if (!divided.ok) return divided;
  const durations = await shardDurations(session, request);
  // With fewer places than shards the engine's own order is a queue.
  const mayQueue = (request.parallelism ?? slots) >= slots && durations?.plan === undefined;
  let queued = 0;
  const dealOut = (parts: readonly DealtPart[]): Deal => {
    const deal = dealWithQueue(parts, { slots, leastMs: LEAST_TASK_MS });
    queued = deal.queued;
    return deal;
  };
  const known = durations ?? { tests: new Map(), suites: new Map() };
  const sharded = planShards(divided.value.groups, slots, known, mayQueue ? dealOut : undefined);
  const notes = [...divided.value.notes, ...notesOf(sharded)];
  return ok({ sharded, queued, from: durations?.from ?? null, notes });
}

function countParts({ parts, choices, deal: { shards } }: ShardedPlan) {
  const partsOf = new Int32Array(choices.length);
  for (const at of parts.keys()) partsOf[shards[at]!]!++;
  const [seen, divided] = [new Set<string>(), new Set<string>()];
  for (const name of choices.flatMap((own) => [...own.keys()])) {
    (seen.has(name) ? divided : seen).add(name);
  }
  return { partsOf, divided };
}

/** By number; where durations are known the longest begins first, and all of the queue is behind. */
function spellTasks(
  { plan, tables }: FarSession,
  { choices, deal }: ShardedPlan,
  meant: readonly PlannedSuite[],
): ReadonlyMap<number, readonly JobSuite[]> {
  const whole = { ...plan, suites: meant };
  const order = [...choices.keys()];
  if (deal.loads !== null) order.sort((a, b) => deal.loads![b]! - deal.loads![a]! || a - b);
  const tasks = new Map<number, readonly JobSuite[]>();
  for (const task of order) {
    const own = choices[task]!;
    if (own.size === 0) continue;
    const narrowed = narrowPlan(whole, {
      shard: placeOf(task, choices.length),
      ...{ choices: own, elsewhere: new Map(), listedLocally: new Set<string>() },
      ...{ leftOut: [], notes: [], runners: tables.runners },
    });
    tasks.set(task, narrowed.suites.map((suite) => ({ suite, command: suite.full })));
  }
  return tasks;
}

/** What a suite of a task is told to be a part of. */
export function placeOf(index: number, total: number): ShardJson {
  return {
    ...{ kind: "test", index, total, balanced_by: "count", plan_digest: "", parts: 1 },
    ...{ parts_total: total, expected_ms: null, expected_imbalance: null },
  };
}

function expectImbalance({ deal: { loads } }: ShardedPlan, slots: number): number | null {
  if (loads === null) return null;
  const sum = loads.reduce((all, ms) => all + ms, 0);
  // As the engine starts them: in their order, each where a place is free.
  const ends = new Float64Array(slots);
  for (const ms of loads) {
    let least = 0;
    for (let at = 1; at < slots; at++) if (ends[at]! < ends[least]!) least = at;
    ends[least] = ends[least]! + ms;
  }
  const longest = ends.reduce((most, ms) => Math.max(most, ms), 0);
  return sum === 0 ? null : Math.round(longest / (sum / slots) * 1000) / 1000;
}
