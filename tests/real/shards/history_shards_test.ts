// Shards in turn on one machine: one history that learns from what they are merged to, and from it alone.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { HistoryJson } from "../../../lib/model/history_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";
import { type RanShards, runShards } from "./run_shards.ts";

const TESTS = `
import os
import time
import pytest

def test_slow():
    time.sleep(2)

@pytest.mark.parametrize("name", ["a", "b c", "d::e", "[f]", "g/h"])
def test_quick(name):
    assert name != os.environ.get("SHOP_BAD")
`;

const FILES = {
  "qa.jsonc": {
    project: "shop",
    container: { image: "qa-gate-test-python:1", network: "none", pull: "never" },
    suites: [
      {
        name: "unit",
        runner: "pytest",
        args: ["-p", "no:cacheprovider"],
        env: { SHOP_BAD: null, PYTHONDONTWRITEBYTECODE: "1" },
      },
      { name: "lint", kind: "check", command: ["true"] },
    ],
  },
  "test_shop.py": TESTS,
};

const BAD = "d::e";

async function historyOf(root: string, ...args: string[]): Promise<HistoryJson> {
  const end = await runGate(root, ["--json", ...args], { script: "history", runId: null });
  assertEquals(end.exit, 0, end.stderr);
  return HistoryJson.parse(JSON.parse(end.stdout));
}

function merge(root: string, { shards }: RanShards, left: number = shards.length) {
  const ids = shards.map(({ end }) => end.runId).slice(0, left);
  return runGate(root, ids, { script: "merge" });
}

function shardOf({ shards }: RanShards, name: string): number {
  return shards.findIndex(({ tests }) => tests.some((test) => test.name === name));
}

Deno.test({
  name: "shards in turn have one plan, their merge teaches the next ones, and is replayed by shard",
  ...await requireDocker({ images: ["python"] }),
  async fn(t) {
    await using project = await openProject(FILES);
    const { root } = project;
    const env = { SHOP_BAD: BAD };
    const first = await runShards(root, 3, { env });
    const balances = new Set(first.shards.map(({ summary }) => summary.shard?.balanced_by));
    assertEquals([...balances], ["count"]);
    const before = await historyOf(root);
    assertEquals([before.runs, before.slowest.length], [3, 0]);
    const merged = await merge(root, first);
    const { summary } = await checkRun(merged);
    assertEquals([merged.exit, summary.merge?.completeness.problems], [1, []], merged.stdout);

    await t.step("what is merged teaches, and is not counted twice", async () => {
      const after = await historyOf(root);
      assertEquals([after.runs, after.results], [before.runs, before.results]);
      assertEquals(after.slowest[0]?.id, "unit::test_shop.py::test_shop::test_slow");
      await Deno.rename(`${root}/outputs/qa/history.sqlite`, `${root}/before.sqlite`);
      const rebuilt = await historyOf(root, "--rebuild");
      assertEquals(rebuilt.rebuilt, { remembered: 4, refused: [] });
      assertEquals([rebuilt.runs, rebuilt.results], [before.runs, before.results]);
      assertEquals(rebuilt.slowest, after.slowest);
    });

    await t.step("one of its shards is replayed, without the folders of the shards", async () => {
      for (const { end } of first.shards) await Deno.remove(end.folder, { recursive: true });
      const red = shardOf(first, `test_quick[${BAD}]`);
      const replay = (index: number) =>
        runGate(root, [merged.folder, "--shard-index", `${index}`], { script: "replay" });
      const again = await replay(red);
      const { tests } = await checkRun(again);
      assertEquals(again.exit, 0, again.stdout + again.stderr);
      assertEquals(tests.map(({ name }) => name), [`test_quick[${BAD}]`]);
      const other = await replay((red + 1) % 3);
      assertEquals(other.exit, 0, other.stderr);
      assertStringIncludes(other.stdout, "Nothing is left to replay");
    });

    await t.step(
      "the next shards are balanced by it, and a missing one can be made again",
      async () => {
        const next = await runShards(root, 3);
        for (const { summary } of next.shards) {
          assertEquals(summary.shard?.durations_from, `history up to ${merged.runId}`);
        }
        const slow = next.shards[shardOf(next, "test_slow")];
        assertEquals(slow?.tests.map(({ name }) => name), ["test_slow"]);
        const part = await merge(root, next, 2);
        assertEquals(part.exit, 5);
        // A whole run teaches: without the plan of the others, the third shard would be another one.
        assertEquals((await runGate(root, [])).exit, 0);
        const command = /^missing: (.*)$/m.exec(part.stdout)?.[1] ?? "";
        assertStringIncludes(command, "--shard-durations outputs/qa/logs/");
        const { code, stdout } = await new Deno.Command("sh", {
          args: ["-c", `${command} --run-id third`],
        }).output();
        assertEquals(code, 0, new TextDecoder().decode(stdout));
        const ids = next.shards.slice(0, 2).map(({ end }) => end.runId);
        const whole = await runGate(root, [...ids, "third"], { script: "merge" });
        assertEquals(whole.exit, 0, whole.stdout);
        assert(((await checkRun(whole)).summary.merge?.imbalance?.seen ?? 0) >= 1);
      },
    );
  },
});
