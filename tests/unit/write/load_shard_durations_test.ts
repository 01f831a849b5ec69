import { assertEquals } from "@std/assert";
import { loadShardDurations } from "../../../lib/write/load_shard_durations.ts";
import type { FakeNode } from "../../support/fake_tree.ts";
import { fakeHost } from "../../support/fake_host.ts";

const LOGS = "/out/logs";

function line(id: string, ms: unknown, file = "a.py"): string {
  return `${JSON.stringify({ id, suite: "unit", file, duration_ms: ms })}\n`;
}

function run(id: string, summary: object, tests: string): Record<string, FakeNode> {
  return {
    [`${LOGS}/${id}/summary.json`]: JSON.stringify(summary),
    [`${LOGS}/${id}/tests.jsonl`]: tests,
    [`${LOGS}/${id}/results.json`]: JSON.stringify({
      suites: [{ name: "unit", duration_ms: 900 }, { name: "lint", duration_ms: 0 }, null, 7],
    }),
  };
}

const load = (files: Record<string, FakeNode>, given: string | null = null) =>
  loadShardDurations(fakeHost({ files }), { outputs: "/out", given });

Deno.test("loadShardDurations() tells tests, files and suites of the newest whole run", async () => {
  const tests = line("unit::a.py::one", 10) + line("unit::a.py::two", 2.5) +
    line("unit::b.py::three", 7, "b.py") + line("unit::four", null) + line("unit::five", 3, "");
  const loaded = await load(run("r1", { verdict: "failed" }, tests));
  assertEquals(loaded?.from, "r1");
  assertEquals(Object.fromEntries(loaded?.tests ?? []), {
    "unit::a.py::one": 10,
    "unit::a.py::two": 2.5,
    "unit::a.py": 12.5,
    "unit::b.py::three": 7,
    "unit::b.py": 7,
    "unit::five": 3,
  });
  assertEquals([...loaded?.suites ?? []], [["unit", 900]]);
});

Deno.test("loadShardDurations() never takes a shard, a replay or a run without an answer", async () => {
  const tests = line("unit::one", 10);
  for (
    const summary of [
      { verdict: "passed", shard: { index: 0 } },
      { verdict: "passed", replay: {} },
      { verdict: "cancelled" },
      { verdict: "incomplete" },
      {},
    ]
  ) assertEquals(await load(run("r1", summary, tests)), null, JSON.stringify(summary));
  assertEquals(await load({}), null);
  const given = await load(run("r1", { shard: { index: 0 } }, tests), `${LOGS}/r1`);
  assertEquals(given?.tests.get("unit::one"), 10);
  const file = await load(run("r1", {}, tests), `${LOGS}/r1/tests.jsonl`);
  assertEquals([file?.tests.size, file?.suites.size], [2, 0]);
});

Deno.test("loadShardDurations() passes over what is no test, however hostile", async () => {
  const hostile = `{"id":"x","duration_ms":1e999}\n{"__proto__":{"id":"y","duration_ms":1}}\n` +
    `${"[".repeat(100_000)}\n\0\xff\n${line("unit::one", -1)}${line("unit::two", "5")}[]\nnull\n`;
  const loaded = await load(run("r1", { verdict: "passed" }, hostile));
  assertEquals(loaded?.tests.size, 0);
  const none = { [`${LOGS}/r1/summary.json`]: "{", [`${LOGS}/r2/summary.json`]: "[]" };
  assertEquals(await load(none), null);
});
