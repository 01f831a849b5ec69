import type { LeftOut } from "../model/plan.ts";
import type { ShardJson, ShardPartJson, ShardRequest } from "../model/shard.ts";
import { narrowPlan } from "../plan/narrow_plan.ts";
import { type ShardedPlan, unitOfParts } from "../plan/plan_shards.ts";
import { writeShardPlan } from "../write/write_shard_plan.ts";
import type { GateSession } from "./gate_session.ts";

/** A plan that was dealt out, and which of its shards is meant. */
export interface ShardSettlement {
  readonly request: ShardRequest;
  readonly sharded: ShardedPlan;
  /** Suites that were listed on this machine. */
  readonly local: ReadonlySet<string>;
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly string[];
  /** Where the durations come from, in the words of the reader. */
  readonly from: string | null;
}

/** Writes `shard_plan.jsonl`, tells what this shard is, and gives a session of its plan alone. */
export async function settleShard(
  session: GateSession,
  settlement: ShardSettlement,
): Promise<GateSession> {
  const { host, run, redactor, warn, plan } = session;
  const { request, sharded } = settlement;
  const target = { folder: run.path, redactor, warn };
  const digest = await writeShardPlan(host, tellParts(sharded), target);
  const shard = describe(settlement, digest);
  const narrowed = narrowPlan(plan, {
    shard,
    choices: sharded.choices[request.index] ?? new Map(),
    elsewhere: shardsBySuite(sharded),
    listedLocally: settlement.local,
    leftOut: settlement.leftOut,
    notes: [...settlement.notes, ...notesOf(sharded)],
    runners: session.tables.runners,
  });
  session.emit({ type: "sharded", shard, suites: narrowed.suites.map(({ name }) => name) });
  return { ...session, plan: narrowed, dealt: sharded };
}

/** One line for each part; suites that stay together are told one by one, and share what they take. */
export function* tellParts({ parts, deal }: ShardedPlan): Generator<ShardPartJson> {
  for (const [at, part] of parts.entries()) {
    const { file, class: group, name, count, suites } = part;
    const ms = deal.expectedMs === null ? null : deal.expectedMs[at] ?? 0;
    for (const [place, suite] of suites.entries()) {
      yield {
        ...{ suite, file, class: group, name, shard: deal.shards[at] ?? 0 },
        expected_ms: ms === null ? null : shareOf(ms, place, suites.length),
        count,
      };
    }
  }
}

/** Shares of whole microseconds, which come to exactly the sum again. */
function shareOf(ms: number, place: number, count: number): number {
  const micros = Math.round(ms * 1000);
  const upTo = (end: number): number => Math.floor(micros * end / count);
  return (upTo(place + 1) - upTo(place)) / 1000;
}

function describe(
  { request: { kind, index, total }, sharded, from }: ShardSettlement,
  digest: string,
): ShardJson {
  const { parts, deal } = sharded;
  const sizeOf = (isOurs: (at: number) => boolean): number =>
    parts.reduce((sum, { suites }, at) => sum + (isOurs(at) ? suites.length : 0), 0);
  const { loads } = deal;
  const sum = loads?.reduce((all, ms) => all + ms, 0) ?? 0;
  const imbalance = loads === null || sum === 0 ? null : Math.max(...loads) / (sum / total);
  return {
    ...{ kind, index, total, balanced_by: deal.balancedBy, plan_digest: digest },
    parts: sizeOf((at) => deal.shards[at] === index),
    parts_total: sizeOf(() => true),
    expected_ms: loads === null ? null : Math.round(loads[index] ?? 0),
    expected_imbalance: imbalance === null ? null : Math.round(imbalance * 1000) / 1000,
    unit: unitOfParts(parts),
    durations_from: deal.balancedBy === "durations" ? from : null,
  };
}

function shardsBySuite({ parts, deal }: ShardedPlan): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  for (const [at, { suites }] of parts.entries()) {
    for (const suite of suites) {
      const shards = found.get(suite) ?? new Set();
      found.set(suite, shards.add(deal.shards[at] ?? 0));
    }
  }
  return new Map([...found].map(([suite, shards]) => [suite, [...shards].sort((a, b) => a - b)]));
}

/** What of the plan is divided less finely than it was listed, one sentence each. */
export function notesOf({ coarsened }: ShardedPlan): readonly string[] {
  return coarsened.map((suite) =>
    `"${suite}" is divided less finely than into tests: its tool cannot be told them exactly`
  );
}
