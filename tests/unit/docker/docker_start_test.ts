import { assertEquals } from "@std/assert";
import { dockerStartAttached } from "../../../lib/docker/docker_start.ts";

Deno.test("dockerStartAttached() stays attached", () => {
  assertEquals(dockerStartAttached("docker", "abc"), ["docker", "start", "--attach", "--", "abc"]);
});
