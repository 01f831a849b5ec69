import { assertEquals } from "@std/assert";
import type { ShardPartJson } from "../../../lib/model/shard.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { compareShardPlan } from "../../../lib/write/compare_shard_plan.ts";
import { hashShardPlan, loadShardPlan } from "../../../lib/write/load_shard_plan.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { testOf } from "../../support/record_files.ts";
import { recordedPart } from "../../support/recorded_shard.ts";

async function compare(
  parts: readonly ShardPartJson[],
  ran: readonly (readonly [TestRecord, number])[],
  answered: readonly (readonly [string, number, boolean])[] = [],
) {
  const text = parts.map((part) => `${JSON.stringify(part)}\n`).join("");
  const host = fakeHost({ files: { "/r/shard_plan.jsonl": text } });
  const comparison = compareShardPlan(host, "/r", await loadShardPlan(host, "/r"));
  for (const [test, shard] of ran) comparison.test(test, shard);
  for (const [suite, shard, isGreen] of answered) comparison.answered(suite, shard, isGreen);
  const { missing, doubled, unexpected } = await comparison.end();
  return { missing: missing.first, doubled: doubled.first, unexpected: unexpected.first };
}

const NOTHING = { missing: [], doubled: [], unexpected: [] };
const ID = "unit::tests/test_sum.py::tests.test_sum";

Deno.test("compareShardPlan() finds nothing where every part ran once, where it was dealt to", async () => {
  const parts = [recordedPart("a", 0), recordedPart("b", 1)];
  assertEquals(await compare(parts, [[testOf("a"), 0], [testOf("b", "failed"), 1]]), NOTHING);
});

Deno.test("compareShardPlan() names what is missing, doubled, and run where it was not planned", async () => {
  const parts = [recordedPart("a", 0), recordedPart("b", 1), recordedPart("c", 2)];
  const ran = [[testOf("a"), 0], [testOf("a"), 1], [testOf("x"), 1], [testOf("c"), 2]] as const;
  assertEquals(await compare(parts, ran), {
    missing: [`${ID}::b (shard 1)`],
    doubled: [`${ID}::a`],
    unexpected: [`${ID}::a`, `${ID}::x`],
  });
});

Deno.test("compareShardPlan() counts subtests, files, packages and suites by what they belong to", async () => {
  const parts = [
    recordedPart("TestTop", 0, { file: "", class: "shop/cart" }),
    recordedPart("", 0, { file: "a.js", class: "", count: null }),
    recordedPart("", 1, { file: "", class: "shop/tax", count: null }),
    recordedPart("", 1, { suite: "e2e", file: "", class: "", count: null }),
  ];
  const ran = [
    [testOf("TestTop", "passed", { file: "", class: "shop/cart" }), 0],
    [testOf("TestTop/a b/c", "passed", { file: "", class: "shop/cart" }), 0],
    [testOf("any", "passed", { file: "a.js", class: "K" }), 0],
    [testOf("TestTax", "passed", { file: "", class: "shop/tax" }), 1],
    [testOf("whatever", "passed", { suite: "e2e" }), 1],
  ] as const;
  assertEquals(await compare(parts, ran, [["e2e", 1, true]]), NOTHING);
});

Deno.test("compareShardPlan() takes a check for run where its suite came to an answer", async () => {
  const lint = recordedPart("", 2, { suite: "lint", file: "", class: "", count: null });
  assertEquals(await compare([lint], [], [["lint", 2, false]]), NOTHING);
  assertEquals((await compare([lint], [])).missing, ["lint (shard 2)"]);
  assertEquals((await compare([lint], [], [["lint", 0, true], ["lint", 2, true]])).doubled, [
    "lint",
  ]);
});

Deno.test("compareShardPlan() lets a file be empty that nobody has counted, in a green suite only", async () => {
  const file = recordedPart("", 0, { file: "empty.js", class: "", count: null });
  assertEquals((await compare([file], [], [["unit", 0, true]])).missing, []);
  assertEquals((await compare([file], [], [["unit", 0, false]])).missing.length, 1);
  assertEquals((await compare([{ ...file, count: 3 }], [], [["unit", 0, true]])).missing.length, 1);
});

Deno.test("compareShardPlan() does not compare a suite that others need and nobody dealt out", async () => {
  const needed = testOf("a", "passed", { suite: "setup" });
  assertEquals(
    await compare([recordedPart("a", 0)], [[testOf("a"), 0], [needed, 0], [needed, 1]]),
    NOTHING,
  );
});

Deno.test("loadShardPlan() counts lines that are no part, and parts that stand there twice", async () => {
  const line = JSON.stringify(recordedPart("a", 0));
  const host = fakeHost({
    files: { "/r/shard_plan.jsonl": `${line}\n${line}\n{"x"\n${"[".repeat(999)}\n` },
  });
  assertEquals((await loadShardPlan(host, "/r")).faults, 3);
  assertEquals(await hashShardPlan(host, "/elsewhere"), null);
});
