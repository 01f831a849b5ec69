import { assertEquals } from "@std/assert";
import { dockerConfigCreate } from "../../../lib/docker/docker_config_create.ts";
import { captured } from "./captured.ts";

const labels = { "qa.job": "a", "qa.owner": "b/c/1/1" };
const { argv, read } = dockerConfigCreate("docker", { name: "--name", labels, file: "/a/b" });

Deno.test("dockerConfigCreate() lets no name become an option", () => {
  assertEquals(argv, [
    ...["docker", "config", "create", "--label=qa.job=a", "--label=qa.owner=b/c/1/1"],
    ...["--", "--name", "/a/b"],
  ]);
});

Deno.test("dockerConfigCreate() reads the id, or what was refused", () => {
  assertEquals(read(captured("config_create/ok")).ok, true);
  for (
    const name of ["config_create/twice", "config_create/empty", "config_create/no-file"] as const
  ) {
    assertEquals(read(captured(name)).ok, false, name);
  }
  const twice = read(captured("config_create/twice"));
  assertEquals(twice.ok ? null : twice.error.kind, "engine-refused");
  assertEquals(read(captured("config_create/ok", { stdout: "nonsense" })).ok, false);
});
