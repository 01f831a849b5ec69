import { assert, assertEquals } from "@std/assert";
import { dockerInspect, type InspectedContainer } from "../../../lib/docker/docker_inspect.ts";
import { readEngineError } from "../../../lib/docker/read_engine_error.ts";
import { captured, type CaseName } from "./captured.ts";

const { argv, read } = dockerInspect("docker", "abc");

function inspected(name: CaseName): InspectedContainer {
  const result = read(captured(name));
  assert(result.ok && result.value !== null);
  return result.value;
}

Deno.test("dockerInspect() asks for containers only", () => {
  const expected = [
    "docker",
    "inspect",
    "--type",
    "container",
    "--format",
    "{{json .}}",
    "--",
    "abc",
  ];
  assertEquals(argv, expected);
});

Deno.test("dockerInspect() reads an ended container", () => {
  const { state, raw } = inspected("inspect/exited");
  assertEquals([state.status, state.exitCode, state.oomKilled, state.error, state.pid], [
    "exited",
    143,
    false,
    "",
    0,
  ]);
  assertEquals(Object.keys(JSON.parse(raw)).includes("HostConfig"), true);
  assert(state.startedAt !== null && state.finishedAt !== null);
});

Deno.test("dockerInspect() says that a created container never started", () => {
  for (const name of ["inspect/created", "inspect/podman-created"] as const) {
    const { state } = inspected(name);
    assertEquals([state.status, state.startedAt, state.finishedAt], ["created", null, null], name);
  }
});

Deno.test("dockerInspect() knows the other states", () => {
  const statuses = (["running", "paused", "oom"] as const).flatMap((state) => [
    inspected(`inspect/${state}`).state.status,
    inspected(`inspect/podman-${state}`).state.status,
  ]);
  assertEquals(statuses, ["running", "running", "paused", "paused", "exited", "exited"]);
  assert(inspected("inspect/running").state.pid > 0);
});

Deno.test("dockerInspect() passes on the engine's flag of memory, which podman never sets", () => {
  assertEquals(inspected("inspect/oom").state.oomKilled, true);
  assertEquals(inspected("inspect/podman-oom").state.oomKilled, false);
  assertEquals(inspected("inspect/podman-oom").state.exitCode, 137);
});

Deno.test("dockerInspect() makes one object of podman's array", () => {
  const { raw } = inspected("inspect/podman-running");
  assertEquals(raw.startsWith("{"), true);
  assertEquals(typeof JSON.parse(raw).Id, "string");
});

Deno.test("dockerInspect() carries the error of a start that failed, as readEngineError() reads it", () => {
  const { state } = inspected("inspect/start-exec-missing");
  assertEquals([state.status, state.startedAt, state.exitCode], ["created", null, 127]);
  const problem = readEngineError("start", captured("inspect/no-socket", { stderr: state.error }));
  assertEquals(problem.kind, "engine-refused");
});

Deno.test("dockerInspect() gives null when there is no such container", () => {
  assertEquals(read(captured("inspect/missing")), { ok: true, value: null });
  assertEquals(read(captured("inspect/podman-missing")), { ok: true, value: null });
});

Deno.test("dockerInspect() does not take a lost engine for a lost container", () => {
  for (const name of ["inspect/no-socket", "inspect/socket-cut", "inspect/socket-500"] as const) {
    const result = read(captured(name));
    assertEquals(
      !result.ok && result.error.kind === "engine" && result.error.reason,
      "daemon-lost",
    );
  }
});

Deno.test("dockerInspect() reports an answer that is none", () => {
  for (const stdout of ["", "{}", '{"Id":"x","State":{"Status":"asleep","ExitCode":0}}']) {
    assertEquals(read(captured("inspect/exited", { stdout })).ok, false);
  }
});
