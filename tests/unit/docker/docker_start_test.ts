import { assert, assertEquals } from "@std/assert";
import missingText from "../../../fixtures/docker/start/missing/stderr.txt" with { type: "text" };
import { dockerStart, dockerStartAttached } from "../../../lib/docker/docker_start.ts";
import type { CommandOutput } from "../../../lib/model/command.ts";

const DONE: CommandOutput = {
  code: 0,
  signal: null,
  stdout: "abc\n",
  stderr: "",
  timedOut: false,
  spawnFailure: null,
  durationMs: 300,
};

Deno.test("dockerStart() starts and does not wait for the end, in bounded time", () => {
  const { argv, timeoutMs } = dockerStart("podman", "abc");
  assertEquals(argv, ["podman", "start", "--", "abc"]);
  assertEquals(timeoutMs, 30_000);
});

Deno.test("dockerStart() is content with code 0, and reads why it failed", () => {
  const { read } = dockerStart("docker", "abc");
  assertEquals(read(DONE), { ok: true, value: undefined });
  const missing = read({ ...DONE, code: 1, stdout: "", stderr: missingText });
  assert(!missing.ok && missing.error.kind === "engine");
  assertEquals(missing.error.reason, "container-lost");
  const late = read({ ...DONE, code: 137, signal: "SIGKILL", timedOut: true, durationMs: 30_000 });
  assert(!late.ok && late.error.kind === "engine");
  assertEquals(late.error.reason, "daemon-too-slow");
});

Deno.test("dockerStartAttached() stays attached", () => {
  assertEquals(dockerStartAttached("docker", "abc"), ["docker", "start", "--attach", "--", "abc"]);
});
