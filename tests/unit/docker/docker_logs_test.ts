import { assertEquals } from "@std/assert";
import { dockerLogs } from "../../../lib/docker/docker_logs.ts";

Deno.test("dockerLogs() asks for all that was kept", () => {
  assertEquals(dockerLogs("docker", "abc"), ["docker", "logs", "--", "abc"]);
});
