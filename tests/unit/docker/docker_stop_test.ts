import { assertEquals } from "@std/assert";
import { dockerStop } from "../../../lib/docker/docker_stop.ts";
import { captured, killedAtDeadline } from "./captured.ts";

const { argv, timeoutMs, read } = dockerStop("docker", "abc", 3);

Deno.test("dockerStop() waits for the grace and ten seconds more", () => {
  assertEquals(argv, ["docker", "stop", "-t", "3", "--", "abc"]);
  assertEquals(timeoutMs, 13_000);
});

Deno.test("dockerStop() is content when the container ended or is gone", () => {
  for (
    const name of [
      "stop/exited",
      "stop/missing",
      "stop/podman-exited",
      "stop/podman-missing",
    ] as const
  ) {
    assertEquals(read(captured(name)), { ok: true, value: undefined }, name);
  }
});

Deno.test("dockerStop() reports an engine that is lost or hangs", () => {
  const reasons = [captured("stop/no-socket"), killedAtDeadline()].map((output) => {
    const result = read(output);
    return !result.ok && result.error.kind === "engine" && result.error.reason;
  });
  assertEquals(reasons, ["daemon-lost", "daemon-too-slow"]);
});
