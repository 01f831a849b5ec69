import { assertEquals } from "@std/assert";
import { judgeSwarmTask } from "../../../lib/docker/judge_swarm_task.ts";

const TASK = {
  ...{ id: "x", slot: 0, nodeId: "", at: "", error: "", containerId: "", exitCode: null },
};

Deno.test("judgeSwarmTask() knows every state, and a later one as starting", () => {
  const phase = (state: string, desired = "complete") =>
    judgeSwarmTask({ ...TASK, state, desired });
  assertEquals(["new", "assigned", "running", "orphaned", "later"].map((state) => phase(state)), [
    ...["pending", "starting", "running", "taken", "starting"],
  ]);
  assertEquals(phase("ready", "ready"), "spare");
  assertEquals(phase("rejected", "ready"), "spare");
  assertEquals(phase("rejected", "shutdown"), "rejected");
  assertEquals(phase("failed", "shutdown"), "failed");
  assertEquals(phase("running", "remove"), "running");
});
