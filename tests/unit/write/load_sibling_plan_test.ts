import { assertEquals } from "@std/assert";
import { shardKey } from "../../../lib/model/shard_keys.ts";
import { loadSiblingPlan } from "../../../lib/write/load_sibling_plan.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { recordedPart } from "../../support/recorded_shard.ts";

const PARTS = [recordedPart("a", 0, { expected_ms: 1.234 }), recordedPart('b "ü"\n', 1)];
const TEXT = PARTS.map((part) => `${JSON.stringify(part)}\n`).join("");

const load = (files: Record<string, string>) => loadSiblingPlan(fakeHost({ files }), "/logs/r1");

Deno.test("loadSiblingPlan() tells what each part was taken for, also of a shard and its replay", async () => {
  for (const folder of ["/logs/r1", "/logs/r1/merged"]) {
    const plan = await load({ [`${folder}/shard_plan.jsonl`]: TEXT });
    assertEquals(plan?.from, "r1");
    assertEquals([...plan?.expectedMs ?? []], [[shardKey(PARTS[0]!), 1.234], [
      shardKey(PARTS[1]!),
      null,
    ]]);
  }
});

Deno.test("loadSiblingPlan() is null without a plan, and for one that is not whole", async () => {
  assertEquals(await load({ "/logs/r1/tests.jsonl": TEXT }), null);
  assertEquals(await load({ "/logs/r1/shard_plan.jsonl": "" }), null);
  for (const bad of ["{", '{"suite":"unit"}', "[".repeat(10_000), "\0"]) {
    assertEquals(await load({ "/logs/r1/shard_plan.jsonl": `${TEXT}${bad}\n` }), null, bad);
  }
});
