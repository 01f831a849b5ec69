import type { ShardJson, ShardPartJson } from "../../lib/model/shard.ts";

/** The shard of that index of three, dealt out by count; any field can be replaced. */
export function recordedShard(index: number, changes: Partial<ShardJson> = {}): ShardJson {
  return {
    kind: "test",
    index,
    total: 3,
    balanced_by: "count",
    plan_digest: "e".repeat(64),
    parts: 1,
    parts_total: 3,
    expected_ms: null,
    expected_imbalance: 1.2,
    ...changes,
  };
}

/** A test of the suite unit as a part of a plan. */
export function recordedPart(
  name: string,
  shard: number,
  changes: Partial<ShardPartJson> = {},
): ShardPartJson {
  return {
    suite: "unit",
    file: "tests/test_sum.py",
    class: "tests.test_sum",
    name,
    shard,
    expected_ms: null,
    count: 1,
    ...changes,
  };
}
