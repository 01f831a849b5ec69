import { assertEquals } from "@std/assert";
import { dockerServiceHalt } from "../../../lib/docker/docker_service_halt.ts";
import { captured } from "./captured.ts";

Deno.test("dockerServiceHalt() begins a round that no node takes", () => {
  const { argv, read } = dockerServiceHalt("docker", "job");
  assertEquals(argv.slice(-4), [
    "--no-resolve-image",
    "--constraint-add=node.id==none",
    "--",
    "job",
  ]);
  assertEquals(argv.includes("--force"), true);
  assertEquals(read(captured("service_halt/ok")).ok, true);
  assertEquals(read(captured("service_halt/none")).ok, false);
});
