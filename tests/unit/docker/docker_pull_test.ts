import { assert, assertEquals } from "@std/assert";
import { dockerPull } from "../../../lib/docker/docker_pull.ts";
import { captured, killedAtDeadline } from "./captured.ts";

const { argv, timeoutMs, read } = dockerPull("docker", "-app:1", 90_000);

Deno.test("dockerPull() pulls within the caller's bound, whatever the reference looks like", () => {
  assertEquals(argv, ["docker", "pull", "--", "-app:1"]);
  assertEquals(timeoutMs, 90_000);
});

Deno.test("dockerPull() says what can be done about each answer of a registry", () => {
  const hints = {
    "pull/m404": "for a typo, or push it first",
    "pull/u401": "docker login",
    "pull/t429": "The registry limits pulls",
    "pull/refused": "--pull never",
    "pull/s503": "The registry is in trouble",
    "pull/html": "Something else than a registry answered",
    "pull/platform": "check DOCKER_DEFAULT_PLATFORM",
    "pull/corrupt": "The registry sent a broken image",
    "pull/truncated": "The registry sent a broken image",
    "pull/eof": "The connection to the registry broke off",
  } as const;
  for (const [name, hint] of Object.entries(hints) as [keyof typeof hints, string][]) {
    const result = read(captured(name));
    assert(!result.ok && result.error.kind === "engine", name);
    assert(result.error.hint.includes(hint), `${name}: ${result.error.hint}`);
  }
});

Deno.test("dockerPull() fails when the registry never answers", () => {
  const result = read(killedAtDeadline());
  assertEquals(
    !result.ok && result.error.kind === "engine" && result.error.detail,
    '"-app:1": `pull` gave no answer within 5.0 s',
  );
});

Deno.test("dockerPull() succeeds when the client ends with 0", () => {
  for (const name of ["pull/none", "pull/cli20-none", "pull/podman-none"] as const) {
    assertEquals(read(captured(name)), { ok: true, value: undefined });
  }
});
