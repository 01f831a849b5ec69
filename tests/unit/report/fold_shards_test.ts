import { assertEquals } from "@std/assert";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import type { RunEvent } from "../../../lib/model/run_event.ts";
import { foldShards, formatShards, type LiveShards } from "../../../lib/report/fold_shards.ts";

type ShardEvent = Extract<RunEvent, { type: "shard-started" | "shard-ended" }>;

function started(shard: number, node: string): ShardEvent {
  return { type: "shard-started", shard, total: 8, node, life: "l", again: false };
}

function ended(shard: number, node: string, outcome: "passed" | "lost"): ShardEvent {
  return {
    ...{ type: "shard-ended", shard, total: 8, node, life: "l", outcome, duration_ms: 5 },
    ...{ counts: NO_TESTS, why: "" },
  };
}

function fold(events: readonly ShardEvent[]): LiveShards | undefined {
  return events.reduce<LiveShards | undefined>(
    (state, event, at) => foldShards(state, event, at * 1000),
    undefined,
  );
}

Deno.test("formatShards() names the shards that run longest, with their machines and ages", () => {
  assertEquals(formatShards(undefined, 0), "");
  const all = [1, 2, 3, 4, 5].map((shard) => started(shard, "a"));
  const state = fold([...all, ended(2, "a", "passed")]);
  assertEquals(
    formatShards(state, 60_000),
    "1 of 8 shards, running: 1 on a (1m 00s), 3 on a (58.0s), 4 on a (57.0s), and 1 more",
  );
});

Deno.test("foldShards() counts no shard as done that was lost", () => {
  const state = fold([started(1, "a"), ended(1, "a", "lost"), started(1, "b")]);
  assertEquals(state, { total: 8, ended: 0, running: [{ shard: 1, node: "b", startedMs: 2000 }] });
  assertEquals(formatShards(fold([started(1, "a"), ended(1, "a", "passed")]), 9), "1 of 8 shards");
});
