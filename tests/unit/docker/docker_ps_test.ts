import { assertEquals } from "@std/assert";
import { dockerPs } from "../../../lib/docker/docker_ps.ts";
import { captured } from "./captured.ts";

const { argv, read } = dockerPs("docker", ["qa.run", "qa.owner=1"]);

Deno.test("dockerPs() lists all states and does not ask for sizes", () => {
  assertEquals(argv.slice(0, 6), [
    "docker",
    "ps",
    "--all",
    "--no-trunc",
    "--filter=label=qa.run",
    "--filter=label=qa.owner=1",
  ]);
  assertEquals(argv.at(-1)?.includes("{{json .}}"), false);
});

Deno.test("dockerPs() reads docker's line", () => {
  assertEquals(read(captured("ps/one")), {
    ok: true,
    value: [{
      id: JSON.parse(captured("ps/one").stdout).id,
      name: "qa-capture-life",
      state: "running",
      // Docker joins labels with commas: `qa.list` was `a,b,c=d`, which cannot be told any more.
      labels: { "qa.capture": "life", "qa.list": "a,b", c: "d" },
    }],
  });
});

Deno.test("dockerPs() reads podman's line", () => {
  const result = read(captured("ps/podman-one"));
  assertEquals(
    result.ok && result.value.map(({ name, state, labels }) => ({ name, state, labels })),
    [{
      name: "qa-capture-life",
      state: "running",
      labels: { "qa.capture": "life", "qa.list": "a,b,c=d" },
    }],
  );
});

Deno.test("dockerPs() gives nothing when nothing is there", () => {
  assertEquals(read(captured("ps/none")), { ok: true, value: [] });
  assertEquals(read(captured("ps/podman-none")), { ok: true, value: [] });
});

Deno.test("dockerPs() reports an engine that does not answer", () => {
  assertEquals(read(captured("ps/no-socket")).ok, false);
});
