import { assertEquals } from "@std/assert";
import { dockerKill } from "../../../lib/docker/docker_kill.ts";
import { captured, killedAtDeadline } from "./captured.ts";

const { argv, read } = dockerKill("docker", "abc", "TERM");

Deno.test("dockerKill() names the signal", () => {
  assertEquals(argv, ["docker", "kill", "--signal=TERM", "--", "abc"]);
});

Deno.test("dockerKill() is content when there is nothing to signal", () => {
  for (const state of ["running", "not-running", "missing"] as const) {
    assertEquals(read(captured(`kill/${state}`)).ok, true, state);
    assertEquals(read(captured(`kill/podman-${state}`)).ok, true, state);
  }
});

Deno.test("dockerKill() reports a signal that does not exist and an engine that hangs", () => {
  assertEquals(read(captured("kill/bad-signal")).ok, false);
  const hanging = { ...killedAtDeadline(), stderr: captured("kill/missing").stderr };
  assertEquals(read(hanging).ok, false);
});
