import { assertEquals } from "@std/assert";
import { dockerPull } from "../../../lib/docker/docker_pull.ts";
import { captured, type CaseName, killedAtDeadline } from "./captured.ts";

const { argv, timeoutMs, read } = dockerPull("docker", "-app:1", 90_000);

function readHint(name: CaseName): string {
  const result = read(captured(name));
  return !result.ok && result.error.kind === "engine" ? result.error.hint : "";
}

Deno.test("dockerPull() pulls within the caller's bound, whatever the reference looks like", () => {
  assertEquals(argv, ["docker", "pull", "--quiet", "--", "-app:1"]);
  assertEquals(timeoutMs, 90_000);
});

Deno.test("dockerPull() says what can be done about each answer of a registry", () => {
  const hints = {
    "pull/m404": "Check the name and the tag of the image",
    "pull/u401": "Log in to the registry, and check the name of the image",
    "pull/t429": "The registry limits pulls: log in, wait, or use a mirror",
    "pull/refused": "Check the network, or use an image that is already here (--pull never)",
    "pull/html": "The registry sent a broken image: try again, or look at proxies on the way",
    "pull/armlist": "The image has no variant for this platform: check DOCKER_DEFAULT_PLATFORM",
  } as const;
  for (const [name, hint] of Object.entries(hints) as [keyof typeof hints, string][]) {
    assertEquals(readHint(name), hint);
  }
});

Deno.test("dockerPull() fails when the registry never answers", () => {
  const result = read(killedAtDeadline());
  assertEquals(
    !result.ok && result.error.kind === "engine" && result.error.detail,
    "`pull` gave no answer within 5.0 s",
  );
});

Deno.test("dockerPull() succeeds when the client ends with 0", () => {
  assertEquals(read(captured("build/ok")), { ok: true, value: undefined });
});
