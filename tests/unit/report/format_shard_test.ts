import { assertEquals } from "@std/assert";
import { formatShard } from "../../../lib/report/format_shard.ts";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";

Deno.test("formatShard() tells place, share, time and balance, as far as they are known", () => {
  assertEquals(
    formatShard(SAMPLE_SHARD),
    "shard 0 of 3, 41 of 123 tests, about 2.1s (the longest 1.03 of the average)",
  );
  const unknown = { ...SAMPLE_SHARD, expected_ms: null, expected_imbalance: null };
  assertEquals(formatShard(unknown), "shard 0 of 3, 41 of 123 tests");
  assertEquals(
    formatShard({ ...unknown, parts: 0, parts_total: 1, unit: "suites" }),
    "shard 0 of 3, 0 of 1 suite",
  );
  assertEquals(formatShard({ ...unknown, parts: 0, parts_total: 0 }), "shard 0 of 3");
});
