import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ResultsJson, type ResultsJson as Results } from "../../../lib/model/results_json.ts";
import { TestRecord } from "../../../lib/model/test_result.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { openProject, runGate, startGate, type TempProject } from "../../support/run_gate.ts";
import { makeSwarm } from "../../support/swarm_of_two.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";

const needs = await requireDocker({ images: ["python"] });
const { ignore } = needs.ignore ? needs : requireRoot("dockerd");

/** A suite that none of us wrote, in the image itself. */
const TOOLZ = {
  "qa.jsonc": {
    container: { image: TEST_IMAGES.python, workdir: "/usr/lib/python3/dist-packages/toolz" },
    suites: [{ name: "unit", runner: "pytest", paths: ["tests"] }],
  },
};

/** The same suite as a project of this machine. */
async function copyToolz(): Promise<TempProject> {
  const { container: { image, workdir }, suites } = TOOLZ["qa.jsonc"];
  const project = await openProject({ "qa.jsonc": { container: { image }, suites } });
  const mount = ["--volume", `${project.root}:/to`, "--network", "none", "--rm"];
  const copied = await askDocker(["run", ...mount, image, "cp", "-r", `${workdir}/.`, "/to"]);
  assertEquals(copied.code, 0, copied.stderr);
  return project;
}

async function readResults(folder: string): Promise<Results> {
  return ResultsJson.parse(JSON.parse(await Deno.readTextFile(`${folder}/results.json`)));
}

/** Every test with its outcome, as often as it stands there. */
async function outcomesOf(folder: string): Promise<readonly string[]> {
  const lines = (await Deno.readTextFile(`${folder}/tests.jsonl`)).trimEnd().split("\n");
  return lines.map((line) => TestRecord.parse(JSON.parse(line)))
    .map(({ id, outcome }) => `${id} ${outcome}`).sort();
}

Deno.test({ name: "qa_gate --engine swarm runs a foreign suite on two nodes", ignore, fn: runAll });

async function runAll(t: Deno.TestContext): Promise<void> {
  await using swarm = await makeSwarm({ images: ["python"] });
  await using project = await openProject(TOOLZ);
  const { env } = swarm.manager;
  const words = ["--engine", "swarm", "--parallelism", "4"];

  await t.step("8 shards tell the same tests as one machine, each exactly once", async () => {
    const many = await runGate(project.root, [...words, "--shard-total", "8"], { env });
    assertEquals(many.exit, 0, many.stdout + many.stderr);
    await using here = await copyToolz();
    const one = await runGate(here.root, ["--network", "none"]);
    assertEquals(one.exit, 0, one.stdout + one.stderr);
    const outcomes = await outcomesOf(many.folder);
    assert(outcomes.length > 100);
    assertEquals(new Set(outcomes).size, outcomes.length);
    assertEquals(outcomes, await outcomesOf(one.folder));
    const { remote } = await readResults(many.folder);
    assertEquals(remote?.completeness.is_complete, true);
    assertEquals([remote?.tasks.counted, remote?.nodes.length], [8, 2]);
    assert(remote?.witnesses.some((one) => one.startsWith("absent: ")));
  });

  await t.step("what a second interrupt or a kill leaves, the next run removes", async () => {
    for (const signals of [["SIGINT", "SIGTERM"], ["SIGKILL"]] as const) {
      const gate = startGate(project.root, [...words, "--shard-total", "2"], { env });
      await gate.shows("shard 0");
      for (const signal of signals) gate.signal(signal);
      assert([130, 143, 137].includes((await gate.ended).exit));
    }
    assert((await askDocker(["service", "ls", "--quiet"], env)).stdout !== "");
    const next = await runGate(project.root, [...words, "--shard-total", "1"], { env });
    assertEquals(next.exit, 0, next.stdout + next.stderr);
    await assertNothingLeft();
  });

  await t.step("an interrupt leaves nothing on the swarm", async () => {
    const gate = startGate(project.root, [...words, "--shard-total", "2"], { env });
    await gate.shows("shard 0");
    gate.signal("SIGINT");
    const end = await gate.ended;
    assertEquals(end.exit, 130, end.stdout + end.stderr);
    assertStringIncludes(end.stdout, "CANCELLED");
    await assertNothingLeft();
  });

  async function assertNothingLeft(): Promise<void> {
    assertEquals((await askDocker(["service", "ls", "--quiet"], env)).stdout, "");
    assertEquals((await askDocker(["config", "ls", "--quiet"], env)).stdout, "");
    for (const node of [swarm.manager, swarm.worker]) {
      assertEquals((await askDocker(["ps", "--quiet"], node.env)).stdout, "");
    }
  }
}
