import type { ShardJson, ShardPartJson } from "../../lib/model/shard.ts";

/** The first of three shards, dealt out by the durations of an earlier run. */
export const SAMPLE_SHARD: ShardJson = {
  kind: "test",
  index: 0,
  total: 3,
  balanced_by: "durations",
  plan_digest: "d".repeat(64),
  parts: 41,
  parts_total: 123,
  expected_ms: 2_100,
  expected_imbalance: 1.034,
  unit: "tests",
  durations_from: "20261119T100000Z-aaaaaa",
};

/** One shard of three, with this index; any field can be replaced. */
export function sampleShard(index: number, changes: Partial<ShardJson> = {}): ShardJson {
  return { ...SAMPLE_SHARD, index, ...changes };
}

/** A test of a shard's plan with this name; any field can be replaced. */
export function samplePart(
  name: string,
  shard: number,
  changes: Partial<ShardPartJson> = {},
): ShardPartJson {
  const place = { suite: "unit", file: "tests/test_sum.py", class: "tests.test_sum" };
  return { ...place, name, shard, expected_ms: null, count: 1, ...changes };
}
