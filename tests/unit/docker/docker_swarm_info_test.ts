import { assertEquals } from "@std/assert";
import { dockerSwarmInfo } from "../../../lib/docker/docker_swarm_info.ts";
import { captured } from "./captured.ts";

const { read } = dockerSwarmInfo("docker");

Deno.test("dockerSwarmInfo() tells a manager from a worker", () => {
  const manager = read(captured("swarm_info/manager"));
  assertEquals(manager, {
    ok: true,
    value: {
      ...{ version: "20.10.24+dfsg1", os: "linux", arch: "x86_64", state: "active" },
      ...{ isManager: true, nodeId: "oasehw00hou1s68r9jl8j65r4", error: "" },
    },
  });
  const worker = read(captured("swarm_info/worker"));
  assertEquals(worker.ok && [worker.value.isManager, worker.value.state], [false, "active"]);
});

Deno.test("dockerSwarmInfo() reports an engine that does not answer, also when the client ends well", () => {
  const result = read(captured("swarm_info/no-socket", { code: 0 }));
  assertEquals(result.ok ? null : result.error.kind, "engine");
});
