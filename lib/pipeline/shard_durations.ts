import type { ShardPlace } from "../model/shard_keys.ts";
import { shardKey } from "../model/shard_keys.ts";
import type { ShardRequest } from "../model/shard.ts";
import type { KnownDurations } from "../plan/shard_parts.ts";
import { loadShardDurations } from "../write/load_shard_durations.ts";
import { loadSiblingPlan } from "../write/load_sibling_plan.ts";
import { queryDurations, queryNewestWhole, querySuiteDurations } from "../write/query_history.ts";
import type { GateSession } from "./gate_session.ts";
import { historyOf, withHistory } from "./with_history.ts";

/** Durations that a plan is balanced by. */
export interface FoundDurations extends KnownDurations {
  /** Where they come from, in the words of the reader. */
  readonly from: string;
}

/**
 * Durations that shards are balanced by: those that are asked for; else of the history, which only
 * whole runs teach, so that shards in turn find the same; else of the newest whole run. Null: by count.
 */
export async function shardDurations(
  session: GateSession,
  { durations: given }: Pick<ShardRequest, "durations">,
): Promise<FoundDurations | null> {
  const { host, run, warn } = session;
  if (given === "none") return null;
  if (given === undefined) {
    return await fromHistory(session) ??
      await loadShardDurations(host, { outputs: run.outputs, given: null });
  }
  const found = given === "history"
    ? await fromHistory(session)
    : await fromSibling(session, given) ??
      await loadShardDurations(host, { outputs: run.outputs, given });
  if (found === null) {
    const what = given === "history" ? "the history" : given;
    warn(`${what} tells no durations, so all parts are dealt out by their number`);
  }
  return found;
}

async function fromHistory({ host, plan, run, warn }: GateSession): Promise<FoundDurations | null> {
  const path = historyOf(plan, run.outputs);
  if (path === null || await host.files.stat(path) === null) return null;
  const read = await withHistory(host, path, {
    warn,
    work: (database) =>
      database.read((sql) => ({
        tests: queryDurations(sql),
        suites: querySuiteDurations(sql),
        newest: queryNewestWhole(sql),
      })),
  });
  if (!read?.ok || read.value.tests.size + read.value.suites.size === 0) return null;
  const { newest, ...known } = read.value;
  return { ...known, from: newest === null ? "history" : `history up to ${newest}` };
}

/** Exactly what another shard has expected: its plan is then this shard's plan, on any machine. */
async function fromSibling(
  { host, redactor }: GateSession,
  folder: string,
): Promise<FoundDurations | null> {
  const sibling = await loadSiblingPlan(host, folder);
  if (sibling === null) return null;
  const { from, expectedMs } = sibling;
  const find = (place: ShardPlace): number | null | undefined => {
    const key = shardKey(place);
    const told = expectedMs.get(key);
    // The names of a stored plan hold no secrets, and those of a listing may.
    return told === undefined ? expectedMs.get(redactor.text("shard_plan.jsonl", key)) : told;
  };
  return {
    ...{ from, tests: new Map(), suites: new Map() },
    plan: { has: (place) => find(place) !== undefined, expectedMs: (place) => find(place) ?? null },
  };
}
