import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openSwarmEngine } from "../../../lib/execute/swarm_engine.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import { ownerOf, placeOf } from "../../../lib/model/owner.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { runRemoteJob, sampleJob } from "../../support/run_remote_job.ts";
import { makeSwarm, type TestSwarm } from "../../support/swarm_of_two.ts";

const needs = await requireDocker({ images: ["busybox"] });
const { ignore } = needs.ignore ? needs : requireRoot("dockerd");

Deno.test({ name: "openSwarmEngine() runs jobs on a swarm of two nodes", ignore, fn: runAll });

async function runAll(t: Deno.TestContext): Promise<void> {
  await using swarm = await makeSwarm();
  const folder = await Deno.makeTempDir({ prefix: "qa-swarm-engine-" });
  const host = openMachine();
  const times = { patience: 2_000, nodeLost: 2_000, poll: 100 };
  const engine = openSwarmEngine(host, {
    ...{ dockerBin: "docker", folder, env: swarm.manager.env, times },
  });

  await t.step("prepare() knows its nodes, and that the image has no digest", async () => {
    const ready = await engine.prepare("qa-gate-test-busybox:1");
    assertEquals(ready.ok && ready.value.nodes.length, 2);
    assertEquals(ready.ok && ready.value.warnings.length, 1);
  });

  await t.step("prepare() refuses an engine that is no manager", async () => {
    const alone = openSwarmEngine(host, { dockerBin: "docker", folder, env: swarm.worker.env });
    const ready = await alone.prepare("qa-gate-test-busybox:1");
    assertEquals(ready.ok ? null : ready.error.kind, "engine-refused");
  });

  await t.step("run() gives each number once, with its payload and its whole output", async () => {
    const tasks = [17, 10, 11, 12, 13, 14, 15, 16];
    const big = "ä'\\n\"$x\n".repeat(150_000);
    const script =
      'echo "task $QA_TASK $A"; cat "$QA_PAYLOAD/task-$QA_TASK"; sha256sum <"$QA_PAYLOAD/big"; ' +
      'echo oops >&2; [ "$QA_TASK" != 13 ] || exit 7';
    const payload = { ...sampleJob({ name: "x", tasks }).payload, big };
    const env = { A: "b'c $d" };
    const job = sampleJob({ name: "qa-test-once", tasks, script, payload, env, user: "1000:1000" });
    const told = await runRemoteJob(engine, job);
    assertEquals(told.ends, tasks.map((task) => `${task} exited ${task === 13 ? 7 : 0}`).sort());
    assertEquals([...told.starts.values()], tasks.map(() => 1));
    const sum = `${await host.sha256(big)}  -\n`;
    for (const task of tasks) {
      assertEquals(told.outputs.get(task), `task ${task} b'c $d\nit's ${task}\n${sum}`);
    }
    const nodes = told.events.flatMap((event) => event.type === "started" ? [event.node] : []);
    assertEquals(new Set(nodes).size, 2);
    await assertNothingLeft(swarm, "qa-test-once");
    assertEquals([...Deno.readDirSync(folder)], []);
  });

  await t.step("run() tells memory and deadline from other ends", async () => {
    const script = `case $QA_TASK in
      0) exec tail -c 200m /dev/zero ;;
      1) trap '' TERM; while :; do sleep 1; done ;;
      2) kill -9 $$ ;;
      3) exit 3 ;;
    esac`;
    const job = sampleJob({ name: "qa-test-ends", tasks: [0, 1, 2, 3], script, deadlineMs: 4_000 });
    const told = await runRemoteJob(engine, { ...job, memoryBytes: 32 * 1024 ** 2 });
    assertEquals(told.ends, ["0 oom 137", "1 deadline 137", "2 exited 137", "3 exited 3"]);
    await assertNothingLeft(swarm, "qa-test-ends");
  });

  await t.step(
    "run() does not run a container again that was killed, and starts the rest",
    async () => {
      const script = 'echo here; [ "$QA_TASK" -gt 1 ] || sleep 1000';
      const job = sampleJob({
        name: "qa-test-killed",
        script,
        parallelism: 2,
        tasks: [0, 1, 2, 3],
      });
      const told = await runRemoteJob(engine, job, async (event) => {
        if (event.type !== "output") return;
        if (event.task < 2) await killTask(swarm, event.life);
      });
      assertEquals(told.ends, ["0 killed 137", "1 killed 137", "2 exited 0", "3 exited 0"]);
      assertEquals([...told.starts.values()], [1, 1, 1, 1]);
      await assertNothingLeft(swarm, "qa-test-killed");
    },
  );

  await t.step("run() rejects what no node can start, in the engine's words", async () => {
    const rejected = async (
      name: string,
      changes: Partial<ReturnType<typeof sampleJob>>,
    ): Promise<string> => {
      const job = sampleJob({ name, tasks: [0, 1, 2], parallelism: 2, ...changes });
      const told = await runRemoteJob(engine, job);
      assertEquals(told.ends, ["0 rejected null", "1 rejected null", "2 rejected null"]);
      await assertNothingLeft(swarm, name);
      return told.details.get(2) ?? "";
    };
    const image = await rejected("qa-test-image", { image: "127.0.0.1:1/none:1" });
    assertStringIncludes(image, "No such image");
    const mounts = [{ source: "/nowhere", target: "/x", readOnly: true }];
    assertStringIncludes(await rejected("qa-test-mount", { mounts }), "does not exist");
    const placement = ["node.labels.x==y"];
    assertStringIncludes(await rejected("qa-test-place", { placement }), "no suitable node");
    const memoryBytes = 900 * 1024 ** 3;
    assertStringIncludes(await rejected("qa-test-room", { memoryBytes }), "insufficient resources");
    assertStringIncludes(await rejected("qa-test-none", { network: "none" }), "--network");
    // Clients have words of their own for it.
    assertMatch(
      await rejected("qa-test-net", { network: "nonet" }),
      /nonet.*not found|No such network: nonet/,
    );
  });

  await t.step("run() ends and removes everything when it is aborted", async () => {
    const stop = new AbortController();
    const script = "trap 'exit 0' TERM; echo here; sleep 1000 & wait";
    const job = sampleJob({ name: "qa-test-abort", script });
    const seen = new Set<number>();
    await runRemoteJob(engine, job, (event) => {
      if (event.type === "output") seen.add(event.task);
      if (seen.size === 4) stop.abort();
    }, stop.signal);
    await assertNothingLeft(swarm, "qa-test-abort");
  });

  await t.step("reread() gives an output once more, without the last word", async () => {
    const again: string[] = [];
    const job = sampleJob({ name: "qa-test-again", tasks: [5] });
    await runRemoteJob(engine, job, async (event) => {
      if (event.type !== "ended") return;
      for await (const bytes of engine.reread(job, event.task, event.life)) {
        again.push(new TextDecoder().decode(bytes));
      }
    });
    assertEquals(again.join(""), "task 5\nit's 5\nbye\n");
  });

  await t.step("reap() removes what the dead have left, and nothing else", async () => {
    const { bootId } = ownerOf(host.machine);
    const dead = `${placeOf(host.machine)}/${bootId}/999999999/1`;
    await makeLeftover(swarm, "qa-test-dead", dead);
    await makeLeftover(swarm, "qa-test-else", "elsewhere/x/1/1");
    assertEquals(await engine.reap(), 2);
    await assertNothingLeft(swarm, "qa-test-dead");
    const left = await askDocker(["service", "ls", "--quiet"], swarm.manager.env);
    assertEquals(left.stdout.split("\n").length, 1);
  });
  await Deno.remove(folder, { recursive: true });
}

async function killTask(swarm: TestSwarm, task: string): Promise<void> {
  for (const { env } of [swarm.manager, swarm.worker]) {
    const label = `label=com.docker.swarm.task.id=${task}`;
    const { stdout } = await askDocker(["ps", "--quiet", "--filter", label], env);
    if (stdout !== "") await askDocker(["kill", stdout], env);
  }
}

/** Services and configs are gone, nothing runs; on the node we talk to there is no container at all. */
async function assertNothingLeft({ manager, worker }: TestSwarm, job: string): Promise<void> {
  const ask = async (...args: string[]): Promise<string> =>
    (await askDocker(args, manager.env)).stdout;
  const filter = `label=qa.job=${job}`;
  assertEquals(await ask("service", "ls", "--quiet", "--filter", filter), "");
  assertEquals(await ask("config", "ls", "--quiet", "--filter", filter), "");
  assertEquals(await ask("ps", "--all", "--quiet", "--filter", filter), "");
  const running = await askDocker(["ps", "--quiet", "--filter", filter], worker.env);
  assertEquals(running.stdout, "");
}

async function makeLeftover({ manager }: TestSwarm, name: string, owner: string): Promise<void> {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, name);
  const labels = ["--label", `qa.owner=${owner}`, "--label", `qa.job=${name}`];
  await askDocker(["config", "create", ...labels, `${name}-start`, file], manager.env);
  await Deno.remove(file);
  const service = ["service", "create", "--detach", "--no-resolve-image", "--name", name];
  const image = ["--mode=replicated-job", "qa-gate-test-busybox:1", "sleep", "1000"];
  await askDocker([...service, ...labels, ...image], manager.env);
}
