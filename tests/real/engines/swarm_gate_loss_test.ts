import { assertEquals, assertStringIncludes } from "@std/assert";
import { ResultsJson } from "../../../lib/model/results_json.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { type GateEnd, openProject, type RunningGate, startGate } from "../../support/run_gate.ts";
import { makeSwarm, type TestNode, type TestSwarm } from "../../support/swarm_of_two.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";

const needs = await requireDocker({ images: ["python"] });
const { ignore } = needs.ignore ? needs : requireRoot("dockerd");

const TASKS = 4;

/** Each test tells that it has begun, and in which container, and waits for a file. */
const WAITING = {
  "qa.jsonc": {
    container: { image: TEST_IMAGES.python, memory: "256m" },
    suites: [{ name: "unit", runner: "pytest", paths: ["tests"] }],
  },
  "tests/test_wait.py": `
import os, pathlib, time, pytest
HERE = pathlib.Path(__file__).parent

@pytest.mark.parametrize("n", range(${TASKS}))
def test_wait(n):
    (HERE / f"began {n} {os.uname().nodename}").touch()
    while not (HERE / "go").exists():
        time.sleep(0.05)
    assert n != 2 or not (HERE / "eat").exists() or len(b"x" * 2**30) == 0
`,
};

Deno.test({ name: "qa_gate --engine swarm outlives nodes, links and managers", ignore, fn });

async function fn(t: Deno.TestContext): Promise<void> {
  await using swarm = await makeSwarm({ images: ["python"] });
  const { manager, worker } = swarm;

  await t.step("a task out of memory fails as what it is, and is not run again", async () => {
    await using gate = await startWaiting(swarm, { files: { "tests/eat": "" } });
    await gate.release();
    const end = await gate.ended;
    const { suites, remote, passed } = await readEnd(end);
    assertEquals([end.exit, suites[0]?.outcome], [1, "crashed"], end.stdout + end.stderr);
    const executions = suites[0]?.executions ?? [];
    const codes = executions.map(({ findings }) => findings?.map((one) => one.class) ?? []);
    assertEquals(codes, [[], [], ["oom"], []]);
    assertEquals([remote.lives.again, remote.tasks.counted], [0, TASKS]);
    assertEquals(passed, TASKS - 1);
    assertEquals(gate.lives(), [1, 1, 1, 1]);
    await assertNothingLeft(swarm, end);
  });

  await t.step("a link that is cut leaves its shards incomplete, by name", async () => {
    await using gate = await startWaiting(swarm, { words: ["--engine-retries", "0"] });
    await worker.link("down");
    await gate.release();
    const end = await gate.ended;
    const { verdict, remote, passed } = await readEnd(end);
    await worker.link("up");
    assertEquals([end.exit, verdict], [5, "incomplete"], end.stdout + end.stderr);
    assertEquals(remote.lost.map(({ task }) => task), await tasksOn(worker, end));
    assertEquals([passed, remote.completeness.missing.count], [2, 2]);
    for (const name of remote.completeness.missing.first) {
      assertStringIncludes(name, "test_wait[");
    }
    assertStringIncludes(end.stdout, "is down");
    await untilReady(manager);
    await assertNothingLeft(swarm, end);
  });

  await t.step("a node that is killed has its shards run again, and theirs alone", async () => {
    await using gate = await startWaiting(swarm);
    worker.signal("SIGKILL");
    await gate.release();
    const end = await gate.ended;
    const { remote, passed } = await readEnd(end);
    assertEquals(end.exit, 0, end.stdout + end.stderr);
    const lost = await tasksOn(worker, end);
    assertEquals(remote.moved.map(({ task, lives }) => [task, lives]), lost.map((at) => [at, 2]));
    assertEquals([passed, remote.completeness.is_complete], [TASKS, true]);
    assertEquals(gate.lives().toSorted(), [1, 1, 2, 2]);
    await worker.restart();
    await untilReady(manager);
    await assertNothingLeft(swarm, end);
  });

  await t.step("a manager that is started again costs what ran beside it", async () => {
    await using gate = await startWaiting(swarm);
    manager.signal("SIGKILL");
    // It is down until that was noticed.
    await gate.shows("swarm: ");
    await manager.restart();
    await gate.release();
    const end = await gate.ended;
    const { remote, passed } = await readEnd(end);
    assertEquals(end.exit, 0, end.stdout + end.stderr);
    assertEquals(remote.moved.map(({ task }) => task), await tasksOn(manager, end));
    assertEquals([passed, remote.completeness.is_complete], [TASKS, true]);
    await assertNothingLeft(swarm, end);
  });
}

interface WaitingGate extends RunningGate, AsyncDisposable {
  /** Lets all tests end. */
  release(): Promise<void>;
  /** In how many containers each test has begun. */
  lives(): readonly number[];
}

/** A gate of which every test has begun and waits. */
async function startWaiting(
  { manager }: TestSwarm,
  { words = [], files = {} }: {
    readonly words?: readonly string[];
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): Promise<WaitingGate> {
  const project = await openProject({ ...WAITING, ...files });
  const args = ["--engine", "swarm", "--shard-total", `${TASKS}`, "--workspace", "mount", ...words];
  const gate = startGate(project.root, args, { env: manager.env });
  const lives = (): readonly number[] => {
    const names = [...Deno.readDirSync(`${project.root}/tests`)].map(({ name }) => name);
    return Array.from(
      { length: TASKS },
      (_, n) => names.filter((name) => name.startsWith(`began ${n} `)).length,
    );
  };
  const over = gate.ended.then(({ stdout, stderr }) => {
    if (lives().includes(0)) throw new Error(`not all tests have begun\n${stdout}${stderr}`);
  });
  while (lives().includes(0)) {
    await Promise.race([
      over,
      new Promise((done) => setTimeout(done, 50)),
    ]);
  }
  return {
    ...gate,
    lives,
    release: () => Deno.writeTextFile(`${project.root}/tests/go`, ""),
    [Symbol.asyncDispose]: () => project[Symbol.asyncDispose](),
  };
}

async function readEnd({ folder, stdout, stderr }: GateEnd) {
  const text = await Deno.readTextFile(`${folder}/results.json`);
  const { remote, ...results } = ResultsJson.parse(JSON.parse(text));
  if (remote === undefined) throw new Error(`it ran on no swarm\n${stdout}${stderr}`);
  return { ...results, remote };
}

/** Numbers of the tasks that were first started on a node, sorted. */
async function tasksOn({ id }: TestNode, { folder }: GateEnd): Promise<readonly number[]> {
  const lines = (await Deno.readTextFile(`${folder}/remote_events.jsonl`)).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line)).filter(({ type, job, node }) =>
    type === "started" && job.endsWith("-run") && node.includes(id.slice(0, 8))
  ).map(({ task }) => task).sort();
}

async function untilReady({ env }: TestNode): Promise<void> {
  const startMs = performance.now();
  for (;;) {
    const { stdout } = await askDocker(["node", "ls", "--format", "{{.Status}}"], env);
    if (stdout === "Ready\nReady") return;
    if (performance.now() - startMs > 60_000) throw new Error(`the nodes are ${stdout}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** No service, no config, and nothing of the run that still runs on either node. */
async function assertNothingLeft({ manager, worker }: TestSwarm, end: GateEnd): Promise<void> {
  assertEquals((await askDocker(["service", "ls", "--quiet"], manager.env)).stdout, "", end.stdout);
  assertEquals((await askDocker(["config", "ls", "--quiet"], manager.env)).stdout, "", end.stdout);
  for (const { env } of [manager, worker]) {
    assertEquals((await askDocker(["ps", "--quiet"], env)).stdout, "", end.stdout);
  }
}
