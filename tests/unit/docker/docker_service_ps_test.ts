import { assertEquals } from "@std/assert";
import { dockerServicePs } from "../../../lib/docker/docker_service_ps.ts";
import { captured } from "./captured.ts";

const { read } = dockerServicePs("docker", "job");

Deno.test("dockerServicePs() gives whole ids, null for no service, and else the problem", () => {
  const ids = read(captured("service_ps/five"));
  assertEquals(ids.ok && ids.value?.every((id) => id.length === 25), true);
  assertEquals(read(captured("service_ps/none")), { ok: true, value: null });
  assertEquals(read(captured("node_ls/no-manager")).ok, false);
  assertEquals(read(captured("service_ps/five", { timedOut: true })).ok, false);
});
