import { assertEquals } from "@std/assert";
import { openSwarmEngine } from "../../../lib/execute/swarm_engine.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { runRemoteJob, sampleJob, type ToldJob } from "../../support/run_remote_job.ts";
import { makeSwarm, type TestNode } from "../../support/swarm_of_two.ts";

const needs = await requireDocker({ images: ["busybox"] });
const { ignore } = needs.ignore ? needs : requireRoot("dockerd");

Deno.test({ name: "openSwarmEngine() outlives the loss of nodes, links and managers", ignore, fn });

async function fn(t: Deno.TestContext): Promise<void> {
  await using swarm = await makeSwarm();
  const folder = await Deno.makeTempDir({ prefix: "qa-swarm-loss-" });
  const { manager, worker } = swarm;
  const engine = openSwarmEngine(openMachine(), {
    ...{ dockerBin: "docker", folder, env: manager.env },
    times: { patience: 2_000, nodeLost: 1_500, poll: 100, manager: 30_000 },
  });

  await t.step("a node that is killed loses its tasks, and theirs alone", async () => {
    const told = await loseWorker("qa-test-node", () => Promise.resolve(worker.signal("SIGKILL")));
    assertLost(told);
    await worker.restart();
    await untilReady();
  });

  await t.step("a link that is cut is the loss of its node", async () => {
    const told = await loseWorker("qa-test-link", () => worker.link("down"));
    assertLost(told);
    await worker.link("up");
    await untilReady();
  });

  await t.step("a manager that is started again finds its job, and every task ends", async () => {
    const seen = new Set<number>();
    const name = "qa-test-manager";
    const job = sampleJob({ name, tasks: [0, 1, 2, 3], script: WAIT });
    const told = await runRemoteJob(engine, job, async (event) => {
      if (event.type === "started") seen.add(event.task);
      if (event.type === "started" && seen.size === 4) manager.signal("SIGKILL");
      // It is down until that was noticed.
      if (event.type !== "notice") return;
      await manager.restart();
      await release(worker, name);
    });
    const worked = told.events.flatMap((event) =>
      event.type === "started" && event.node.includes(worker.id.slice(0, 8)) ? [event.task] : []
    );
    // An engine that was killed ends its containers when it comes back.
    const expected = [0, 1, 2, 3].map((task) =>
      worked.includes(task) ? `${task} exited 0` : `${task} killed 143`
    );
    assertEquals(told.ends, expected);
    assertEquals([...told.starts.values()], [1, 1, 1, 1]);
    const left = await askDocker(["config", "ls", "--quiet"], manager.env);
    assertEquals(left, { code: 0, stdout: "", stderr: "" });
  });
  await Deno.remove(folder, { recursive: true });

  async function untilReady(): Promise<void> {
    const startMs = performance.now();
    for (;;) {
      const format = ["--format", "{{.Status}}"];
      const { stdout } = await askDocker(["node", "ls", ...format], manager.env);
      if (stdout === "Ready\nReady") return;
      if (performance.now() - startMs > 60_000) throw new Error(`the nodes are ${stdout}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function loseWorker(name: string, lose: () => Promise<void>): Promise<ToldJob> {
    let started = 0;
    const job = sampleJob({ name, tasks: [0, 1, 2, 3, 4, 5], script: WAIT });
    return await runRemoteJob(engine, job, async (event) => {
      if (event.type === "started" && ++started === 4) {
        await lose();
        await release(manager, name);
      } else if (event.type === "started" && started > 4) await release(manager, name);
    });
  }

  function assertLost({ ends, events, starts }: ToldJob): void {
    const nodeOf = new Map(
      events.flatMap((event) =>
        event.type === "started" ? [[event.task, event.node] as const] : []
      ),
    );
    assertEquals([...starts.values()], [1, 1, 1, 1, 1, 1]);
    const expected = [0, 1, 2, 3, 4, 5].map((task) =>
      nodeOf.get(task)?.includes(worker.id.slice(0, 8))
        ? `${task} node-lost null`
        : `${task} exited 0`
    );
    assertEquals(ends, expected);
    assertEquals(ends.filter((end) => end.includes("node-lost")).length, 2);
  }
}

/** Ends when it is told to; a file inside tells it. */
const WAIT = 'while ! [ -e /tmp/go ]; do sleep 0.1; done; echo "bye"';

/** Lets the tasks of a job end that run on this node. */
async function release({ env }: TestNode, job: string): Promise<void> {
  const { stdout } = await askDocker(["ps", "--quiet", "--filter", `label=qa.job=${job}`], env);
  for (const id of stdout.split("\n").filter(Boolean)) {
    await askDocker(["exec", id, "sh", "-c", ": >/tmp/go"], env);
  }
}
