import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ResultsJson } from "../../../lib/model/results_json.ts";
import { TestRecord } from "../../../lib/model/test_result.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { runFarGate } from "../../support/far_gate.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { newRunId, openProject, runGate } from "../../support/run_gate.ts";
import { openShellEngine, type ShellEngineOptions } from "../../support/shell_engine.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";

const NEEDS = await requireDocker({ images: ["python"] });
const IMAGE = TEST_IMAGES.python;

const FILES = {
  "qa.jsonc": {
    container: { image: IMAGE, network: "none" },
    suites: [
      { name: "unit", runner: "pytest", paths: ["tests"] },
      { name: "check", kind: "check", runner: "command", command: ["sh", "-c", "echo fine"] },
    ],
  },
  "tests/test_a.py": Array.from(
    { length: 9 },
    (_, at) => `def test_${at}():\n    assert ${at} != 5\n`,
  )
    .join("\n"),
  "tests/test_b.py": 'import pytest\n@pytest.mark.parametrize("x", ["a b", "ü", "\'q\'"])\n' +
    "def test_p(x):\n    assert x\n",
};

async function far(
  options: Omit<ShellEngineOptions, "place"> = {},
  files: Parameters<typeof openProject>[0] = FILES,
  args: readonly string[] = [],
) {
  const project = await openProject(files);
  const engine = openShellEngine({ place: { image: IMAGE }, ...options });
  const words = ["--shard-total", "3", "--workspace", "mount", ...args];
  const end = await runFarGate(project.root, words, { engine, runId: newRunId() });
  const results = ResultsJson.parse(
    JSON.parse(await Deno.readTextFile(`${end.folder}/results.json`)),
  );
  const { remote } = results;
  if (remote === undefined) throw new Error(`no remote section\n${end.stdout}${end.stderr}`);
  return { end, results, remote, engine, ...project };
}

async function outcomesOf(folder: string): Promise<Record<string, string>> {
  const text = await Deno.readTextFile(`${folder}/tests.jsonl`);
  const tests = text.trimEnd().split("\n").map((line) => TestRecord.parse(JSON.parse(line)));
  return Object.fromEntries(tests.map(({ id, outcome }) => [id, outcome] as const).sort());
}

Deno.test({
  name: "a gate over three tasks tells the same tests as one on this machine, each once",
  ...NEEDS,
  async fn() {
    await using ran = await far();
    await checkRun(ran.end);
    const here = await runGate(ran.root, []);
    assertEquals(ran.end.exit, 1, ran.end.stdout + ran.end.stderr);
    assertEquals(await outcomesOf(ran.end.folder), await outcomesOf(here.folder));
    assertEquals([ran.results.attempted, here.exit], [12, 1]);
    assertEquals(ran.remote.completeness.is_complete, true);
    assertEquals(ran.remote.tasks, { total: 3, assigned: 3, queued: 0, counted: 3, lost: 0 });
    assertEquals(ran.results.suites.map(({ outcome }) => outcome), ["failed", "passed"]);
    assertStringIncludes(ran.end.stdout, "on node-b");
  },
});

Deno.test({
  name: "a gate whose task is lost with its node runs that shard again, and that alone",
  ...NEEDS,
  async fn() {
    const loses: ShellEngineOptions["loses"] = ({ task, life, job }) =>
      job.endsWith("-run") && task === 1 && life === 0;
    await using ran = await far({ loses });
    assertEquals(ran.end.exit, 1, ran.end.stdout);
    assertEquals(ran.remote.tasks.counted, 3);
    assertEquals(ran.remote.moved.map(({ task, lives }) => [task, lives]), [[1, 2]]);
    assertEquals(ran.engine.jobs.at(-1)?.tasks, [1]);
    assertEquals(ran.remote.completeness.is_complete, true);
  },
});

Deno.test({
  name: "a gate of which a shard stays lost is incomplete, and names its tests",
  ...NEEDS,
  async fn() {
    const green = {
      ...FILES,
      "tests/test_a.py": "def test_0():\n    pass\ndef test_1():\n    pass\n",
    };
    await using ran = await far(
      { loses: ({ task, job }) => job.includes("-run") && task === 1 },
      green,
    );
    assertEquals(ran.end.exit, 5, ran.end.stdout);
    assertEquals(ran.results.verdict, "incomplete");
    assertEquals(ran.remote.lost.map(({ task }) => task), [1]);
    assertStringIncludes(ran.remote.lost[0]?.why ?? "", "its node was lost");
    assert(ran.remote.completeness.missing.count > 0);
    assertEquals(ran.results.not_checked.map(({ what }) => what), ["its part in shard 1"]);
  },
});

Deno.test({
  name:
    "a gate whose frames are lost, doubled and torn on their way reads them again, and loses nothing",
  ...NEEDS,
  async fn() {
    const harm: ShellEngineOptions["harm"] = (output) => {
      const lines = new TextDecoder().decode(output).split("\n");
      const told = lines.flatMap((line, at) =>
        at % 7 === 3
          ? []
          : at % 5 === 2
          ? [line.slice(0, 40)]
          : at % 3 === 1
          ? [line, line]
          : [line]
      );
      return new TextEncoder().encode(told.join("\n"));
    };
    await using ran = await far({ harm });
    assertEquals(ran.end.exit, 1, ran.end.stdout);
    assertEquals([ran.remote.lives.again, ran.remote.completeness.is_complete], [0, true]);
    const events = await Deno.readTextFile(`${ran.end.folder}/remote_events.jsonl`);
    assertStringIncludes(events, '"type":"reread"');
  },
});

Deno.test({
  name: "a gate on many machines tries failed tests again once all shards are joined",
  ...NEEDS,
  async fn() {
    const flaky = "import os\ndef test_f():\n    path = '/workspace/outputs/../seen'\n" +
      "    assert os.path.exists(path) or open(path, 'w').close()\n";
    await using ran = await far({}, {
      "qa.jsonc": FILES["qa.jsonc"],
      "tests/test_b.py": FILES["tests/test_b.py"],
      "tests/test_f.py": flaky,
    }, ["--retries", "1"]);
    assertEquals([ran.end.exit, ran.results.verdict], [0, "flaky"], ran.end.stdout);
    assertEquals(ran.results.flaky, 1);
    assertEquals(ran.remote.completeness.is_complete, true);
  },
});

Deno.test({
  name: "a gate says that the project is not in the image of its tasks, and judges nothing by it",
  ...NEEDS,
  async fn() {
    const project = await openProject(FILES);
    await using _ = project;
    const engine = openShellEngine({ place: { image: IMAGE } });
    const words = ["--shard-total", "2", "--shard-kind", "suite"];
    const end = await runFarGate(project.root, words, { engine, runId: newRunId() });
    assertEquals(end.exit, 3, end.stdout);
    assertStringIncludes(end.stdout, "there is no folder /workspace in the container");
  },
});

Deno.test({
  name: "a gate on many machines believes nothing that ran on a suite which proved nothing",
  ...NEEDS,
  async fn() {
    const after = { kind: "check", runner: "command", command: ["sh", "-c", "echo fine"] };
    await using ran = await far({}, {
      "qa.jsonc": {
        container: FILES["qa.jsonc"].container,
        suites: [
          { name: "need", runner: "pytest", paths: ["tests"] },
          { name: "after", ...after, needs: ["need"] },
        ],
      },
      // It ends with 0 and leaves no report, and a task knows no more than that.
      "tests/test_exit.py": "import os\ndef test_exit():\n    os._exit(0)\n",
    });
    const here = await runGate(ran.root, []);
    const local = ResultsJson.parse(
      JSON.parse(await Deno.readTextFile(`${here.folder}/results.json`)),
    );
    const toldOf = ({ suites }: typeof local) =>
      suites.map(({ name, outcome, why }) => name === "after" ? [outcome, why] : [outcome]);
    assertEquals(toldOf(ran.results), [["unproven"], [
      "not-run",
      'it needs "need", which unproven',
    ]]);
    assertEquals([toldOf(local), here.exit], [toldOf(ran.results), ran.end.exit]);
  },
});
