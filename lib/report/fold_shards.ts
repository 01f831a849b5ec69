import type { RunEvent } from "../model/run_event.ts";
import { formatDuration } from "./format_duration.ts";

/** A shard that runs on one of many machines. */
export interface LiveShard {
  readonly shard: number;
  readonly node: string;
  /** The run's monotonic milliseconds. */
  readonly startedMs: number;
}

/** How far the shards of a run are. */
export interface LiveShards {
  readonly total: number;
  readonly ended: number;
  /** The oldest first. */
  readonly running: readonly LiveShard[];
}

/** The shards after one of them has begun or ended. */
export function foldShards(
  before: LiveShards | undefined,
  event: Extract<RunEvent, { type: "shard-started" | "shard-ended" }>,
  nowMs: number,
): LiveShards {
  const { shard, node, total } = event;
  const { ended = 0, running = [] } = before ?? {};
  const others = running.filter((one) => one.shard !== shard || one.node !== node);
  if (event.type === "shard-started") {
    return { total, ended, running: [...others, { shard, node, startedMs: nowMs }] };
  }
  // One that was lost has no answer yet.
  return { total, ended: ended + (event.outcome === "lost" ? 0 : 1), running: others };
}

/** Shards that are named; those that run longest are the stragglers. */
const NAMED = 3;

/** The shards in half a sentence: `5 of 8 shards, running: 2 on node-b (41.0s), and 1 more`. */
export function formatShards(shards: LiveShards | undefined, nowMs: number): string {
  if (shards === undefined) return "";
  const { total, ended, running } = shards;
  const named = running.slice(0, NAMED).map(({ shard, node, startedMs }) =>
    `${shard} on ${node} (${formatDuration(nowMs - startedMs)})`
  );
  const more = running.length > NAMED ? `, and ${running.length - NAMED} more` : "";
  const now = named.length === 0 ? "" : `, running: ${named.join(", ")}${more}`;
  return `${ended} of ${total} shards${now}`;
}
