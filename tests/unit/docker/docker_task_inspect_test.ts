import { assertEquals } from "@std/assert";
import { dockerTaskInspect } from "../../../lib/docker/docker_task_inspect.ts";
import { judgeSwarmTask } from "../../../lib/docker/judge_swarm_task.ts";
import { captured } from "./captured.ts";

const { read } = dockerTaskInspect("docker", ["a"]);

function phases(name: Parameters<typeof captured>[0]): readonly string[] {
  const result = read(captured(name));
  if (!result.ok) return [];
  return result.value.map((task) => `${task.slot} ${judgeSwarmTask(task)} ${task.exitCode}`).sort();
}

Deno.test("dockerTaskInspect() reads each state, with slot 0 and what waits in place of a failed one", () => {
  assertEquals(phases("task_inspect/job"), [
    "0 running null",
    "1 complete 0",
    "2 failed 3",
    "2 spare null",
    "3 failed 137",
    "3 spare null",
    "4 running null",
  ]);
  assertEquals(phases("task_inspect/pending"), ["0 pending null"]);
  assertEquals(phases("task_inspect/rejected")[0], "0 rejected null");
});

Deno.test("dockerTaskInspect() keeps the engine's words", () => {
  const pending = read(captured("task_inspect/pending"));
  assertEquals(
    pending.ok && pending.value[0]?.error,
    "no suitable node (scheduling constraints not satisfied on 2 nodes)",
  );
});

Deno.test("dockerTaskInspect() leaves out what is gone, and reports an engine that does not answer", () => {
  assertEquals(phases("task_inspect/one-gone"), ["0 pending null"]);
  assertEquals(read(captured("swarm_info/no-socket", { code: 1, stdout: "" })).ok, false);
  assertEquals(read(captured("task_inspect/one-gone", { timedOut: true })).ok, false);
});
