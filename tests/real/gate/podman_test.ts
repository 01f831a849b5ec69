import { assert, assertEquals } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { requirePodman } from "../../support/require_docker.ts";
import { openProject, runGate, startGate } from "../../support/run_gate.ts";

const needs = await requirePodman();

/** Podman's own limits are above what some machines allow, and then it starts nothing. */
const CONTAINER = {
  image: "qa-gate-test-busybox:1",
  docker_bin: "podman",
  network: "none",
  memory: "64m",
  ulimits: { nofile: "512:1024", nproc: "512:1024" },
};

Deno.test({
  name: "qa_gate gates with podman: three witnesses, each stream its own, nothing left",
  ...needs,
  async fn() {
    await using where = await openProject({
      "qa.jsonc": {
        container: CONTAINER,
        suites: [
          { name: "green", command: ["sh", "-c", "echo out; echo err >&2; test -f qa.jsonc"] },
          { name: "red", command: ["sh", "-c", "exit 3"] },
        ],
      },
    });
    const end = await runGate(where.root, []);
    const { results, exits, run } = await checkRun(end);
    const outcomes = results.suites.map(({ outcome, place }) => [outcome, place]);
    assertEquals(outcomes, [["passed", "container"], ["failed", "container"]], end.stdout);
    assertEquals([end.exit, run.mode], [1, "container"]);
    const trailers = ["green", "red"].map((name) => exits[name]?.container?.trailer?.exit_code);
    assertEquals(trailers, [0, 3]);
    assert(exits["green"]?.container?.events.includes("die"));
    const folder = `${end.folder}/suites/green/container-1`;
    assertEquals(await Deno.readTextFile(`${folder}/stdout.log`), "out\n");
    assertEquals(await Deno.readTextFile(`${folder}/stderr.log`), "err\n");
    const left = new Deno.Command("podman", {
      args: ["ps", "--all", "--quiet", "--filter", `label=qa.run=${end.runId}`],
    });
    assertEquals(new TextDecoder().decode((await left.output()).stdout), "");
  },
});

Deno.test({
  name: "qa_gate ends a container of podman at its deadline",
  ...needs,
  async fn() {
    await using where = await openProject({
      "qa.jsonc": {
        container: { ...CONTAINER, timeout: "2s", grace: "1s" },
        suites: [{ name: "hangs", command: ["sleep", "60"] }],
      },
    });
    const end = await runGate(where.root, []);
    const { results } = await checkRun(end);
    assertEquals([end.exit, results.suites[0]?.outcome], [1, "timed-out"], end.stdout);
    assert(end.durationMs < 60_000);
  },
});

Deno.test({
  name: "qa_gate is not green when somebody stops a container of podman, which has no event for it",
  ...needs,
  async fn() {
    await using where = await openProject({
      "qa.jsonc": {
        container: CONTAINER,
        suites: [{
          name: "polite",
          command: ["sh", "-c", "trap 'exit 0' TERM; echo waiting; while :; do sleep 0.1; done"],
        }],
      },
    });
    const gate = startGate(where.root, ["--mode", "container"]);
    const log = `${gate.folder}/suites/polite/container-1/stdout.log`;
    while (!(await Deno.readTextFile(log).catch(() => "")).includes("waiting")) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const filter = `label=qa.run=${gate.runId}`;
    const listed = await new Deno.Command("podman", { args: ["ps", "-q", "--filter", filter] })
      .output();
    const id = new TextDecoder().decode(listed.stdout).trim();
    await new Deno.Command("podman", { args: ["stop", "-t", "10", id] }).output();
    const end = await gate.ended;
    const { exits } = await checkRun(end);
    assert([3, 4].includes(end.exit), `${end.exit}: ${end.stdout}`);
    assertEquals(exits["polite"]?.container?.trailer?.signalled, true);
  },
});
