import { assertEquals } from "@std/assert";
import { probeSource } from "../../../lib/observe/probe_source.ts";
import { fakeHost } from "../../support/fake_host.ts";

const host = fakeHost({
  files: {
    "/project/tests/test_a.py": "",
    "/project/README.md": "x",
    "/project/inner": { kind: "link", to: "tests" },
    "/project/outer": { kind: "link", to: "/elsewhere" },
    "/elsewhere/a": "",
  },
});

Deno.test("probeSource() lists a folder, and names links that lead out of it", async () => {
  const { kind, names, linksOut, ignoresCase } = await probeSource(host, "/project");
  assertEquals([kind, names], ["folder", ["README.md", "inner", "outer", "tests"]]);
  assertEquals([linksOut, ignoresCase], [["outer"], false]);
});

Deno.test("probeSource() tells what is missing, and what is no folder", async () => {
  assertEquals((await probeSource(host, "/no")).kind, "missing");
  assertEquals((await probeSource(host, "/project/README.md")).kind, "file");
});
