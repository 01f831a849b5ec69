import { assertEquals } from "@std/assert";
import { dockerTaskLogs } from "../../../lib/docker/docker_task_logs.ts";
import { captured } from "./captured.ts";

Deno.test("dockerTaskLogs() prints the two streams apart and as they are", () => {
  assertEquals(dockerTaskLogs("docker", "x", true), [
    ...["docker", "service", "logs", "--raw", "--follow", "--", "x"],
  ]);
  const { stdout, stderr } = captured("task_logs/running");
  assertEquals([stdout, stderr], ["out\n", "err\n"]);
});
