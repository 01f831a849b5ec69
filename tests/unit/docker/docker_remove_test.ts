import { assertEquals } from "@std/assert";
import { dockerRemove } from "../../../lib/docker/docker_remove.ts";
import { captured } from "./captured.ts";

const { argv, read } = dockerRemove("docker", ["a", "b"]);

Deno.test("dockerRemove() removes many with their volumes", () => {
  assertEquals(argv, ["docker", "rm", "--force", "--volumes", "--", "a", "b"]);
});

Deno.test("dockerRemove() is content when they are gone", () => {
  for (const name of ["remove/two", "remove/missing", "remove/podman-missing"] as const) {
    assertEquals(read(captured(name)), { ok: true, value: undefined }, name);
  }
  // Clients before 23 end with 1 for the same message.
  assertEquals(read(captured("remove/missing", { code: 1 })).ok, true);
});

Deno.test("dockerRemove() reports the engine's other words when some are gone", () => {
  const gone = captured("remove/missing").stderr;
  const lost = captured("remove/no-socket").stderr;
  const result = read(captured("remove/no-socket", { stderr: gone + lost }));
  assertEquals(!result.ok && result.error.kind === "engine" && result.error.reason, "daemon-lost");
});

Deno.test("dockerRemove() does not take silence for success when the client failed", () => {
  assertEquals(read(captured("remove/no-socket", { stderr: "" })).ok, false);
});
