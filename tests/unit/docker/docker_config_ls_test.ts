import { assertEquals } from "@std/assert";
import { dockerConfigLs } from "../../../lib/docker/docker_config_ls.ts";
import { captured } from "./captured.ts";

const { argv, read } = dockerConfigLs("docker", ["qa.owner", "qa.job=x"]);

Deno.test("dockerConfigLs() asks by label and reads labels", () => {
  assertEquals(argv.slice(3, 5), ["--filter=label=qa.owner", "--filter=label=qa.job=x"]);
  const one = read(captured("config_ls/one"));
  assertEquals(one.ok && one.value.map(({ name, labels }) => [name, labels]), [
    ["qa-capture-start", { "qa.job": "qa-capture", "qa.owner": "a/b/1/1" }],
  ]);
  assertEquals(read(captured("config_ls/none")), { ok: true, value: [] });
  assertEquals(read(captured("node_ls/no-manager")).ok, false);
});
