import { assertEquals } from "@std/assert";
import { dockerSwarmRemove } from "../../../lib/docker/docker_swarm_remove.ts";
import { captured } from "./captured.ts";

const { argv, read } = dockerSwarmRemove("docker", "service", ["a", "b"]);

Deno.test("dockerSwarmRemove() is content with what is gone already", () => {
  assertEquals(argv, ["docker", "service", "rm", "--", "a", "b"]);
  const fine = ["service_remove/ok", "service_remove/gone", "config_remove/gone"] as const;
  for (const name of fine) assertEquals(read(captured(name)).ok, true, name);
});

Deno.test("dockerSwarmRemove() says what is still in use", () => {
  const result = read(captured("config_remove/in-use"));
  assertEquals(result.ok ? null : result.error.kind, "engine-refused");
});
