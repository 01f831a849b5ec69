import { assertEquals } from "@std/assert";
import { dockerVersion } from "../../../lib/docker/docker_version.ts";
import type { CommandOutput } from "../../../lib/model/command.ts";
import { captured, killedAtDeadline, neverStarted } from "./captured.ts";

function readReason(output: CommandOutput): string {
  const result = dockerVersion("docker").read(output);
  if (result.ok) return "ok";
  return result.error.kind === "engine" ? result.error.reason : result.error.kind;
}

function readHint(output: CommandOutput): string {
  const result = dockerVersion("docker").read(output);
  return !result.ok && result.error.kind === "engine" ? result.error.hint : "";
}

Deno.test("dockerVersion() asks for JSON within five seconds unless said", () => {
  const { argv, timeoutMs } = dockerVersion("/opt/docker");
  assertEquals(argv, ["/opt/docker", "version", "--format", "{{json .}}"]);
  assertEquals(timeoutMs, 5000);
  assertEquals(dockerVersion("docker", 700).timeoutMs, 700);
});

Deno.test("dockerVersion() reads client and engine of docker", () => {
  assertEquals(dockerVersion("docker").read(captured("version/ok")), {
    ok: true,
    value: {
      clientVersion: "28.2.2",
      serverVersion: "20.10.24+dfsg1",
      apiVersion: "1.41",
      os: "linux",
      arch: "amd64",
      kernel: "6.18.44-fc-v657",
    },
  });
});

Deno.test("dockerVersion() takes podman's client for its engine when there is no server", () => {
  assertEquals(dockerVersion("podman").read(captured("version/podman-ok")), {
    ok: true,
    value: {
      clientVersion: "4.3.1",
      serverVersion: "4.3.1",
      apiVersion: "4.3.1",
      os: "linux",
      arch: "amd64",
      kernel: "",
    },
  });
});

Deno.test("dockerVersion() is not disturbed by a warning about the client's configuration", () => {
  assertEquals(readReason(captured("version/broken-config")), "ok");
});

Deno.test("dockerVersion() says that there is no engine when the client ends with 0 all the same", () => {
  // Clients before 28 did so for `info`; the empty server is what tells.
  const output = captured("version/no-socket", { code: 0, stderr: "" });
  assertEquals(readReason(output), "daemon-unreachable");
});

Deno.test("dockerVersion() tells where the endpoint came from", () => {
  assertEquals(
    readHint(captured("version/no-socket")),
    "Start the engine, or check the endpoint in DOCKER_HOST or the docker context (the endpoint is that of DOCKER_HOST, or the default one)",
  );
  assertEquals(
    readHint(captured("version/dead-context")),
    'Start the engine, or check the endpoint in DOCKER_HOST or the docker context (the endpoint is that of the docker context "dead")',
  );
});

Deno.test("dockerVersion() tells a missing, hanging or refused client apart", () => {
  assertEquals(readReason(neverStarted("not-found")), "docker-missing");
  assertEquals(readReason(neverStarted("permission-denied")), "docker-missing");
  assertEquals(readReason(killedAtDeadline()), "daemon-too-slow");
  assertEquals(readReason(captured("version/permission")), "daemon-permission-denied");
});

Deno.test("dockerVersion() takes a program that is no client for a missing one", () => {
  const garbage = { stdout: "", stderr: "docker: 1: garbage: not found\n" };
  assertEquals(readReason(captured("version/ok", { ...garbage, code: 127 })), "docker-missing");
  assertEquals(readReason(captured("version/ok", { stdout: "hello\n" })), "docker-missing");
});

Deno.test("dockerVersion() names the client that cannot be started", () => {
  const never = { code: -1, signal: null, stdout: "", stderr: "", timedOut: false, durationMs: 1 };
  const read = dockerVersion("nope").read({ ...never, spawnFailure: "not-found" });
  assertEquals(
    !read.ok && read.error.kind === "engine" && read.error.detail,
    '"nope": not found in PATH',
  );
});
