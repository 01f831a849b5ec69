import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { EnvironmentJson } from "../../../lib/model/environment_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requirePython } from "../../support/require_program.ts";
import { openProject, runGate } from "../../support/run_gate.ts";
import { runShards } from "./run_shards.ts";

const PYTHON = { images: ["python"] } as const;
const CONTAINER = { image: "qa-gate-test-python:1", network: "none" };
const TOOLZ = {
  name: "toolz",
  runner: "pytest",
  args: ["-p", "no:cacheprovider", "--pyargs", "toolz"],
};
const LINT = { name: "lint", kind: "check", command: ["true"] };

Deno.test({
  name: "three shards of a suite none of us wrote run each of its tests once, in containers",
  ...await requireDocker(PYTHON),
  async fn(t) {
    await using project = await openProject({
      "qa.jsonc": { container: CONTAINER, suites: [TOOLZ, LINT] },
    });
    const whole = await runGate(project.root, []);
    const all = (await checkRun(whole)).tests.map(({ id }) => id).sort();
    assert(all.length > 100);
    await t.step("by the durations of the earlier run", async () => {
      const { shards, unplanned } = await runShards(project.root, 3);
      assertEquals(unplanned, []);
      assertEquals(shards.flatMap(({ tests }) => tests.map(({ id }) => id)).sort(), all);
      for (const { end, summary } of shards) {
        assertEquals([end.exit, summary.verdict], [0, "passed"], end.stdout);
        assertEquals(summary.shard?.balanced_by, "durations");
        assertEquals(summary.shard?.durations_from, `history up to ${whole.runId}`);
      }
    });
    await t.step("by their number, told everywhere", async () => {
      const { shards, parts } = await runShards(project.root, 3, {
        args: ["--shard-durations", "none"],
      });
      assertEquals(parts.length, all.length + 1);
      const sizes = shards.map(({ summary }) => summary.shard?.parts ?? 0);
      assert(Math.max(...sizes) - Math.min(...sizes) <= 1, sizes.join());
      const [{ end, summary }] = [shards[1]!];
      const said = `shard 1 of 3, ${sizes[1]} of ${parts.length} parts`;
      assertStringIncludes(end.stdout, said);
      const read = (name: string) => Deno.readTextFile(`${end.folder}/${name}`);
      assertStringIncludes(await read("RUN_INSTRUCTIONS.md"), said);
      const environment = EnvironmentJson.parse(JSON.parse(await read("environment.json")));
      assertEquals(environment.shard, summary.shard);
      assertStringIncludes(
        summary.rerun.command,
        "--shard-kind test --shard-index 1 --shard-total 3 --shard-durations none",
      );
      const listing = await read("suites/toolz/list/container_create.json");
      assertStringIncludes(listing, "none");
    });
    await t.step("whole suites", async () => {
      const { shards } = await runShards(project.root, 2, { args: ["--shard-kind", "suite"] });
      assertEquals(shards.map(({ summary }) => summary.total_suites), [1, 1]);
      assertEquals(shards.map(({ end }) => end.exit), [0, 0]);
      const empty = await runGate(project.root, [
        ...["--shard-kind", "unit", "--shard-index", "1", "--shard-total", "2"],
      ]);
      const { summary } = await checkRun(empty);
      assertEquals([empty.exit, summary.verdict, summary.total_suites], [0, "passed", 0]);
      assertStringIncludes(summary.why, "nothing of the plan was dealt to this shard");
    });
    await t.step("by the variables of a CI system, which counts from 1", async () => {
      const env = { CI_NODE_INDEX: "3", CI_NODE_TOTAL: "3" };
      const end = await runGate(project.root, ["--shard-from-env"], { env });
      const { summary } = await checkRun(end);
      assertEquals([end.exit, summary.shard?.index, summary.shard?.total], [0, 2, 3]);
      assertEquals(summary.rerun.command.includes("CI_NODE"), false, summary.rerun.command);
    });
  },
});

Deno.test({
  name: "a shard of which the tests cannot be listed is unproven, and runs nothing",
  ...await requireDocker(PYTHON),
  async fn() {
    await using project = await openProject({
      "qa.jsonc": {
        container: CONTAINER,
        suites: [{ name: "unit", runner: "pytest", args: ["-p", "no:cacheprovider"] }, LINT],
      },
      "test_a.py": "import no_such_module\n\ndef test_a():\n    pass\n",
      "test_b.py": "def test_b():\n    pass\n",
    });
    const end = await runGate(project.root, ["--shard-index", "0", "--shard-total", "2"]);
    const { summary, tests } = await checkRun(end);
    assertEquals([end.exit, summary.verdict, tests.length], [4, "unproven", 0], end.stdout);
    assertStringIncludes(summary.why, "its tests could not be listed");
    assertEquals([summary.shard?.index, summary.shard?.parts_total], [0, 0]);
  },
});

const FLAKY = await requirePython(["pytest", "xdist"]);

Deno.test({
  name: "a retry in a shard tries only its own tests again, also of workers",
  ...FLAKY.options,
  async fn() {
    const lines = ["import pathlib", "import pytest", ""];
    const test = (name: string) => [
      `def test_${name}():`,
      `    seen = pathlib.Path("seen_${name}")`,
      `    count = len(seen.read_text()) if seen.exists() else 0`,
      `    seen.write_text("x" * (count + 1))`,
      `    assert count > 0`,
      "",
    ];
    const names = ["a", "b", "c", "d", "e", "f"];
    await using project = await openProject({
      "test_flaky.py": [...lines, ...names.flatMap(test)].join("\n"),
      "qa.jsonc": {
        suites: [{
          ...{ name: "unit", runner: "pytest", failsafe: true, retries: 1 },
          args: ["-n2", "-p", "no:cacheprovider"],
        }],
      },
    });
    const { shards } = await runShards(project.root, 2, {
      args: ["--mode", "failsafe"],
      env: FLAKY.env,
    });
    assertEquals(shards.map(({ summary }) => summary.counts.flaky), [3, 3]);
    for (const name of names) {
      assertEquals(await Deno.readTextFile(`${project.root}/seen_${name}`), "xx", name);
    }
  },
});
