import { assert, assertEquals, assertMatch } from "@std/assert";
import { PreflightJson } from "../../../lib/model/preflight_json.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { startEngine } from "../../support/private_engine.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { type GateCall, openProject, runGate } from "../../support/run_gate.ts";
import { UNPRIVILEGED } from "../../support/unprivileged.ts";

const needs = await requireDocker({ images: ["busybox"] });

function project(changes: object = {}) {
  return openProject({
    "qa.jsonc": {
      container: { image: "qa-gate-test-busybox:1", network: "none" },
      suites: [{ name: "unit", kind: "check", command: ["sh", "-c", "true"], failsafe: true }],
      ...changes,
    },
  });
}

/** Runs a preflight; it must have left nothing in the project, and started nothing that stays. */
async function preflight(root: string, args: readonly string[] = [], call: GateCall = {}) {
  const end = await runGate(root, ["--preflight", "--json", ...args], { runId: null, ...call });
  const left: string[] = [];
  for await (const { name } of Deno.readDir(root)) left.push(name);
  assertEquals(left, ["qa.jsonc"]);
  const answer = PreflightJson.parse(JSON.parse(end.stdout));
  assertEquals(answer.exit_code, end.exit);
  for (const { status, remedy, id } of answer.checks) {
    assertEquals(remedy === "", status === "ok", `${id}: ${remedy}`);
  }
  const ids = (status: string) =>
    answer.checks.filter((one) => one.status === status).map(({ id }) => id);
  return { ...end, answer, failed: ids("fail"), warned: ids("warning") };
}

Deno.test({
  ...needs,
  name: "qa_gate --preflight is ready where an engine has the image, and leaves no container",
  fn: async () => {
    const name = `unit-${crypto.randomUUID().slice(0, 8)}`;
    const suite = { name, kind: "check", command: ["sh", "-c", "true"], failsafe: true };
    await using where = await project({ suites: [suite] });
    const { exit, answer, failed, stderr } = await preflight(where.root);
    assertEquals([exit, answer.can_run_in, failed], [0, ["container", "failsafe"], []], stderr);
    const said = answer.checks.map(({ id, says }) => `${id}: ${says}`).join("\n");
    assertMatch(said, /mount: the project is seen at \/workspace in a container/);
    assertMatch(said, /runner: unit-\w+: sh is in its image/);
    assertMatch(said, /disk: engine: /);
    assertMatch(stderr, /^READY {2}every required suite can run in its container/m);
    const own = await askDocker(["ps", "-aq", "--filter", `name=${name}-preflight`]);
    assertEquals([own.code, own.stdout], [0, ""]);
  },
});

Deno.test("qa_gate --preflight without Docker says so, what mends it, and that the failsafe can run", async () => {
  await using where = await project();
  const { exit, answer, failed, stderr } = await preflight(where.root, ["--docker-bin", "/nope"]);
  assertEquals([exit, answer.can_run_in, failed], [0, ["failsafe"], ["engine"]]);
  assertMatch(stderr, /fail +engine +docker-missing/);
  assertMatch(stderr, /-> Install Docker/);
  assertMatch(stderr, /READY {2}only the failsafe can run: a gate would end degraded/);
  const strict = await preflight(where.root, ["--docker-bin", "/nope", "--require-container"]);
  assertEquals([strict.exit, strict.answer.can_run_in], [6, ["failsafe"]]);
  const only = await preflight(where.root, ["--docker-bin", "/nope", "--mode", "container"]);
  assertEquals(only.exit, 3);
});

Deno.test("qa_gate --preflight tells a daemon that is off, and a socket that is closed to us", async () => {
  await using where = await project();
  const env = { DOCKER_HOST: `unix://${where.root}/none.sock` };
  const off = await preflight(where.root, [], { env });
  assertMatch(off.stderr, /fail +engine +daemon-unreachable/);
  assertEquals([off.exit, off.failed], [0, ["engine"]]);
});

Deno.test({
  ...requireRoot(),
  name: "qa_gate --preflight tells a socket that is closed to this user",
  fn: async () => {
    await using where = await project();
    const socket = await Deno.makeTempDir({ prefix: "qa-socket-" });
    const listener = Deno.listen({ transport: "unix", path: `${socket}/docker.sock` });
    try {
      await Deno.chmod(socket, 0o755);
      await Deno.chmod(`${socket}/docker.sock`, 0o600);
      await Deno.chown(socket, 65534, 65534);
      const env = { DOCKER_HOST: `unix://${socket}/docker.sock`, HOME: socket };
      const closed = await preflight(where.root, [], { env, prefix: UNPRIVILEGED });
      assertMatch(closed.stderr, /fail +engine +daemon-permission-denied/);
      // Another user may not write here either.
      assert(closed.warned.includes("outputs"), closed.stderr);
      assertEquals(closed.exit, 0);
    } finally {
      listener.close();
      await Deno.remove(socket, { recursive: true });
    }
  },
});

Deno.test({
  ...needs,
  name: "qa_gate --preflight tells an image that is missing, and fetches nothing",
  fn: async () => {
    await using where = await project();
    const args = ["--image", "qa-gate-test-nowhere:1"];
    const { exit, warned, stderr } = await preflight(where.root, args);
    assertEquals([exit, warned.includes("image")], [0, true]);
    assertMatch(stderr, /a run would fetch it first/);
    const never = await preflight(where.root, [...args, "--pull", "never", "--mode", "container"]);
    assertEquals([never.exit, never.failed], [3, ["image"]]);
  },
});

Deno.test({
  ...needs,
  name: "qa_gate --preflight tells programs that are missing inside and here",
  fn: async () => {
    await using where = await project({
      suites: [
        { name: "unit", kind: "check", command: ["no-such-tool", "x"], failsafe: true },
        { name: "odd", kind: "check", required: false, command: ["other-tool"], failsafe: true },
      ],
    });
    const { exit, failed, warned, stderr } = await preflight(where.root);
    assertEquals([exit, failed], [3, ["runner", "runner"]], stderr);
    assertEquals(warned.filter((id) => id === "runner").length, 2);
    assertMatch(
      stderr,
      /unit: no-such-tool is not in its image\n +-> Add no-such-tool to the image/,
    );
    assertMatch(stderr, /unit: no-such-tool is not on this machine/);
  },
});

Deno.test({
  ...needs,
  ...requireRoot(),
  ignore: needs.ignore || requireRoot().ignore,
  name: "qa_gate --preflight tells an engine that sees another file system",
  fn: async () => {
    await using where = await project();
    await using engine = await startEngine({ hides: where.root });
    const { exit, answer, failed, stderr } = await preflight(where.root, [], { env: engine.env });
    assertEquals([exit, answer.can_run_in, failed], [0, ["failsafe"], ["mount"]], stderr);
  },
});

Deno.test("qa_gate --preflight exits 2 for a configuration that is wrong, and with what contradicts it", async () => {
  await using where = await project({ suites: [{ name: "unit", runner: "pytset" }] });
  const bad = await runGate(where.root, ["--preflight"], { runId: null });
  assertEquals(bad.exit, 2);
  const both = await runGate(where.root, ["--preflight", "--dry-run"], { runId: null });
  assertEquals(both.exit, 2);
  assertMatch(both.stderr, /--preflight and --dry-run contradict each other/);
});
