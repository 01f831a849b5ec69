import { assertEquals } from "@std/assert";
import { dockerNodeLs } from "../../../lib/docker/docker_node_ls.ts";
import { captured } from "./captured.ts";

const { read } = dockerNodeLs("docker");

Deno.test("dockerNodeLs() reads nodes", () => {
  const node = { hostname: "vm", status: "ready", availability: "active" };
  assertEquals(read(captured("node_ls/two")), {
    ok: true,
    value: [
      { id: "oasehw00hou1s68r9jl8j65r4", ...node },
      { id: "yju7vt452cofgnc8w6xdwhpws", ...node },
    ],
  });
});

Deno.test("dockerNodeLs() says that an engine is no manager", () => {
  const result = read(captured("node_ls/no-manager"));
  assertEquals(result.ok ? null : result.error.kind, "engine-refused");
});
