import { assertEquals } from "@std/assert";
import { joinFiles } from "../../../lib/write/join_files.ts";
import { fakeHost } from "../../support/fake_host.ts";

Deno.test("joinFiles() links a single part", async () => {
  const { files } = fakeHost({ files: { "/r/a.log": "one\n" } });
  await joinFiles(files, [{ path: "/r/a.log", heading: "==> a <==" }], "/r/all.log");
  assertEquals(files.text("/r/all.log"), "one\n");
});

Deno.test("joinFiles() puts a heading before each of several parts", async () => {
  const { files } = fakeHost({ files: { "/r/a.log": "one\n", "/r/b.log": "two\n" } });
  const parts = ["a", "b"].map((name) => ({ path: `/r/${name}.log`, heading: `==> ${name} <==` }));
  await joinFiles(files, parts, "/r/all.log");
  assertEquals(files.text("/r/all.log"), "==> a <==\none\n==> b <==\ntwo\n");
});

Deno.test("joinFiles() makes an empty file of nothing, and of a part that is missing", async () => {
  const { files } = fakeHost({ files: { "/r": { kind: "folder" } } });
  await joinFiles(files, [], "/r/none.log");
  await joinFiles(files, [{ path: "/r/gone.log", heading: "" }], "/r/gone_too.log");
  assertEquals([files.text("/r/none.log"), files.text("/r/gone_too.log")], ["", ""]);
});

Deno.test("joinFiles() passes on a full disk", async () => {
  const { files } = fakeHost({
    files: { "/r/a.log": "one\n", "/r/b.log": "two\n" },
    failures: [{ path: "/r/all.log", code: "disk-full" }],
  });
  const parts = ["a", "b"].map((name) => ({ path: `/r/${name}.log`, heading: "" }));
  assertEquals((await joinFiles(files, parts, "/r/all.log")).ok, false);
});
