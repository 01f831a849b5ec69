// Three real shards of a real suite to one record: whole, one missing, one twice, one red, from elsewhere.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { SummaryJson } from "../../../lib/model/summary_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { type GateEnd, newRunId, openProject, runGate } from "../../support/run_gate.ts";

const MERGE = fromFileUrl(new URL("../../../scripts/qa/merge.ts", import.meta.url));

const TESTS = `
import os
import pytest

def test_adds(): assert 1 + 2 == 3

@pytest.mark.parametrize("name", ["a b", "[c]", "d::e", "f\\u00fcr", "it's", "x\\ny"])
def test_names(name): assert name != os.environ.get("SHOP_BAD")

@pytest.mark.skip(reason="not yet")
def test_later(): pass
`;

function openShop() {
  return openProject({
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
  });
}

async function merge(root: string, args: readonly string[]): Promise<GateEnd> {
  const runId = newRunId();
  const startMs = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", MERGE, "--run-id", runId, ...args],
    cwd: root,
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return {
    ...{ exit: code, stdout: text(stdout), stderr: text(stderr), runId, root },
    folder: join(root, "outputs/qa/logs", runId),
    durationMs: performance.now() - startMs,
  };
}

function shard(root: string, index: number, env: Record<string, string> = {}): Promise<GateEnd> {
  const flags = ["--shard-kind", "test", "--shard-total", "3", "--shard-durations", "none"];
  return runGate(root, ["--quiet", ...flags, "--shard-index", `${index}`], { env });
}

const docker = await requireDocker({ images: ["python"] });

Deno.test({
  name: "merge proves three shards to be whole, and tells one that is missing, twice or red",
  ...docker,
  async fn() {
    await using where = await openShop();
    const { root } = where;
    const ends = [await shard(root, 0), await shard(root, 1), await shard(root, 2)];
    assertEquals(ends.map(({ exit }) => exit), [0, 0, 0], ends.map((end) => end.stdout).join());
    const [first, second, third] = ends.map(({ runId }) => runId) as [string, string, string];

    const whole = await merge(root, [third, first, second]);
    assertEquals(whole.exit, 0, whole.stdout + whole.stderr);
    const { summary, results, tests } = await checkRun(whole);
    assertEquals([summary.verdict, summary.counts.passed, summary.counts.skipped], [
      "passed",
      7,
      1,
    ]);
    assertEquals(new Set(tests.map(({ id }) => id)).size, 8);
    assertEquals(summary.merge?.completeness.problems, []);
    assertEquals(results.suites.find(({ name }) => name === "unit")?.runs, [first, second, third]);

    const missing = await merge(root, [first, third]);
    assertEquals(missing.exit, 5, missing.stdout);
    assertStringIncludes(missing.stdout, "of 3 shards, shard 1 is missing");
    const command = /^missing: (.*)$/m.exec(missing.stdout)?.[1] ?? "";
    assertStringIncludes(command, "--shard-kind test --shard-index 1 --shard-total 3");

    const again = await shard(root, 1, { SHOP_BAD: "[c]" });
    const twice = await merge(root, [first, second, third, again.runId]);
    assertEquals(twice.exit, again.exit === 1 ? 1 : 5, twice.stdout);
    assertStringIncludes(twice.stdout, `shard 1 is there 2 times: ${second}, ${again.runId}`);

    // Elsewhere: the folders alone, as a CI system keeps them, and in a project of another path.
    await using elsewhere = await openShop();
    for (const end of ends) {
      const copied = await new Deno.Command("cp", {
        args: ["-r", end.folder, join(elsewhere.root, `shard-${end.runId}`)],
      }).output();
      assert(copied.success);
    }
    await Deno.mkdir(join(elsewhere.root, "download"));
    for (const end of ends) {
      const name = `shard-${end.runId}`;
      await Deno.rename(join(elsewhere.root, name), join(elsewhere.root, "download", name));
    }
    const far = await merge(elsewhere.root, ["download", "--json"]);
    assertEquals(far.exit, 0, far.stderr);
    const answer = SummaryJson.parse(JSON.parse(far.stdout));
    assertEquals([answer.verdict, answer.counts], ["passed", summary.counts]);
    await checkRun(far);
  },
});

Deno.test("merge joins a red run and a later one, and both stay as they were", async () => {
  await using where = await openProject({
    "qa.jsonc": {
      suites: [{
        name: "unit",
        runner: "junit",
        command: [
          "sh",
          "-c",
          'cat "$SHOP_REPORT" >"$1"; grep -q "<failure" "$1" && exit 1; exit 0',
          "sh",
          "{report}",
        ],
        env: { SHOP_REPORT: null },
        failsafe: true,
      }],
    },
    "red.xml": '<testsuite><testcase classname="k" name="a"/><testcase classname="k" name="b">' +
      '<failure message="1 != 2"/></testcase></testsuite>',
    "green.xml":
      '<testsuite><testcase classname="k" name="a"/><testcase classname="k" name="b"/></testsuite>',
  });
  const { root } = where;
  const run = (report: string) =>
    runGate(root, ["--mode", "failsafe", "--quiet"], { env: { SHOP_REPORT: report } });
  const [red, green] = [await run("red.xml"), await run("green.xml")];
  assertEquals([red.exit, green.exit], [1, 0], red.stdout + green.stdout);
  const before = await Deno.readTextFile(`${red.folder}/evidence/index.json`);
  const joined = await merge(root, [red.runId, "latest"]);
  assertEquals(joined.exit, 0, joined.stdout + joined.stderr);
  const { summary, tests } = await checkRun(joined);
  assertEquals(summary.merge?.sources.map(({ run_id }) => run_id), [red.runId, green.runId]);
  const told = tests.map(({ name, outcome, earlier }) => [name, outcome, earlier[0]?.message]);
  // No commit: nobody knows whether the code was the same, so it is no flake.
  assertEquals(told.toSorted(), [["a", "passed", undefined], ["b", "passed", "1 != 2"]]);
  assertEquals(await Deno.readTextFile(`${red.folder}/evidence/index.json`), before);
});
