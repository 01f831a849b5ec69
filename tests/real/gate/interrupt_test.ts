import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formatOwner, LABEL_OWNER, LABEL_RUN, ownerOf } from "../../../lib/model/owner.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { checkNothingLeft, checkRun, containersOf } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import {
  openProject,
  processesOf,
  runGate,
  type RunningGate,
  startGate,
} from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });

/** A suite that waits for ever, with a child, and one that comes after it. */
function project(script = "sleep 300 & echo waiting; wait") {
  return openProject({
    "qa.jsonc": {
      jobs: 1,
      container: { image: "qa-gate-test-busybox:1", network: "none" },
      suites: [
        { name: "first", command: ["sh", "-c", "true"], failsafe: true },
        { name: "waits", command: ["sh", "-c", script], failsafe: true },
        { name: "after", command: ["sh", "-c", "true"], failsafe: true },
      ],
    },
  });
}

async function waitForSuite(gate: RunningGate, place: string): Promise<void> {
  const log = `${gate.folder}/suites/waits/${place}-1/stdout.log`;
  while (!(await Deno.readTextFile(log).catch(() => "")).includes("waiting")) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

for (const [signal, exit] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  for (const place of ["container", "failsafe"] as const) {
    Deno.test({
      name: `qa_gate ends in good order at ${signal} while a suite runs in the ${place}`,
      ignore: place === "container" && needs.ignore,
      async fn() {
        await using where = await project();
        const gate = startGate(where.root, ["--mode", place === "container" ? "auto" : place]);
        await waitForSuite(gate, place);
        gate.signal(signal);
        const startMs = performance.now();
        const end = await gate.ended;
        const tookMs = performance.now() - startMs;
        const { results, summary } = await checkRun(end);
        assertEquals([end.exit, summary.verdict], [exit, "cancelled"], end.stdout + end.stderr);
        const outcomes = results.suites.map(({ outcome }) => outcome);
        assertEquals(outcomes, ["passed", "cancelled", "not-run"]);
        assert(tookMs < 8_000, `${tookMs} ms`);
        assertStringIncludes(end.stdout, signal);
      },
    });
  }
}

for (const place of ["container", "failsafe"] as const) {
  Deno.test({
    name: `qa_gate does not wait at a second SIGINT (${place}), and the next run cleans up`,
    ignore: place === "container" && needs.ignore,
    async fn() {
      await using where = await project("trap '' TERM INT; sleep 300 & echo waiting; wait; wait");
      const args = ["--mode", place === "container" ? "auto" : place];
      const gate = startGate(where.root, args);
      await waitForSuite(gate, place);
      gate.signal("SIGINT");
      await new Promise((resolve) => setTimeout(resolve, 300));
      const startMs = performance.now();
      gate.signal("SIGINT");
      const end = await gate.ended;
      const tookMs = performance.now() - startMs;
      assertEquals(end.exit, 130);
      assert(tookMs < 500, `${tookMs} ms`);
      const next = await runGate(where.root, [...args, "--suite", "first"]);
      await checkRun(next);
      await checkNothingLeft(end);
    },
  });
}

/** Containers that look like ours and are not: of a living owner, of another machine, of no one. */
async function startStrangers(): Promise<readonly string[]> {
  const { machine } = openMachine();
  const dead = { pid: 4_194_000, startTime: "1", bootId: machine.self.bootId };
  const owners = [
    formatOwner(ownerOf(machine)),
    formatOwner(ownerOf({ ...machine, hostname: "elsewhere" }, dead)),
    "not an owner",
  ];
  return await Promise.all(owners.map(async (owner) => {
    const labels = ["--label", `${LABEL_OWNER}=${owner}`, "--label", `${LABEL_RUN}=stranger`];
    const argv = ["run", "--detach", "--network=none", ...labels];
    return (await askDocker([...argv, "qa-gate-test-busybox:1", "sleep", "60"])).stdout;
  }));
}

for (const place of ["container", "failsafe"] as const) {
  Deno.test({
    name: `qa_gate cleans up after a run that was killed in the ${place}, and only after that`,
    ...needs,
    async fn() {
      await using where = await project();
      const gate = startGate(where.root, ["--mode", place === "container" ? "auto" : place]);
      await waitForSuite(gate, place);
      const strangers = await startStrangers();
      try {
        gate.signal("SIGKILL");
        const killed = await gate.ended;
        // Without this the rest would prove nothing.
        const isLeft = place === "container"
          ? await containersOf(gate.runId) !== ""
          : (await processesOf(gate.runId)).length > 0;
        assert(isLeft, "nothing was left to clean up");
        for (const line of (await Deno.readTextFile(`${gate.folder}/events.jsonl`)).split("\n")) {
          if (line !== "") JSON.parse(line);
        }
        const next = await runGate(where.root, ["--suite", "first"]);
        assertEquals(next.exit, 0, next.stdout);
        await checkRun(next);
        await checkNothingLeft(killed);
        const alive = await Promise.all(strangers.map((id) => askDocker(["inspect", id])));
        assertEquals(alive.map(({ code }) => code), [0, 0, 0]);
      } finally {
        await askDocker(["rm", "--force", ...strangers]);
      }
    },
  });
}

Deno.test({
  name: "qa_gate ends at once and in good order at SIGTERM while an image is being pulled",
  ...needs,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const accepted: Deno.Conn[] = [];
    const accepting = (async () => {
      for await (const connection of listener) accepted.push(connection);
    })();
    await using where = await project();
    const image = `127.0.0.1:${listener.addr.port}/shop/tests:1`;
    const gate = startGate(where.root, ["--image", image]);
    await gate.shows("pulling");
    gate.signal("SIGTERM");
    const startMs = performance.now();
    const end = await gate.ended;
    const { summary } = await checkRun(end);
    assertEquals([end.exit, summary.verdict], [143, "cancelled"], end.stdout + end.stderr);
    assert(performance.now() - startMs < 3_000);
    listener.close();
    for (const connection of accepted) connection.close();
    await accepting;
  },
});
