import { assertEquals } from "@std/assert";
import { openTextBlocks, writePassing } from "../../../lib/write/text_blocks.ts";
import { fakeHost } from "../../support/fake_host.ts";

const PATH = "/p/all.json";

Deno.test("writePassing() gives a file its name only when all of it was written", async () => {
  const host = fakeHost({ files: { "/p": { kind: "folder" } } });
  const written = await writePassing(host, PATH, {
    open: openTextBlocks,
    write: async ({ add }) => {
      await add("x".repeat(100_000));
      assertEquals(host.files.paths(), [`${PATH}.tmp`]);
      await add("end\n");
    },
  });
  assertEquals(written.ok, true);
  assertEquals(host.files.paths(), [PATH]);
  assertEquals(host.files.text(PATH).length, 100_004);
});

Deno.test("writePassing() leaves nothing when the disk is full", async () => {
  const failures = [{ path: "/p", code: "disk-full" as const, actions: ["write" as const] }];
  const host = fakeHost({ files: { "/p": { kind: "folder" } } });
  const written = await writePassing(host, PATH, {
    open: openTextBlocks,
    write: async ({ add }) => {
      host.files.failures.push(...failures);
      await add("x");
    },
  });
  assertEquals([written.ok, host.files.paths()], [false, []]);
});
