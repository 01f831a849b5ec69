import { assertEquals } from "@std/assert";
import busybox from "../../../fixtures/docker/look/busybox/stdout.txt" with { type: "text" };
import python from "../../../fixtures/docker/look/python/stdout.txt" with { type: "text" };
import { readLook } from "../../../lib/docker/look_script.ts";

Deno.test("readLook() reads who, where and what, from coreutils", () => {
  const look = readLook(python);
  assertEquals([look.uid, look.gid, look.folder], [0, 0, "/workspace"]);
  assertEquals(look.names, ["a b", "l", "tests"]);
  assertEquals([look.isWritable, look.program, look.machine], [true, "/usr/bin/python3", "x86_64"]);
  assertEquals(look.mounts.find(({ target }) => target === "/workspace")?.isReadOnly, false);
});

Deno.test("readLook() reads it from busybox, read-only and without the program", () => {
  const look = readLook(busybox);
  assertEquals([look.uid, look.gid, look.program], [7, 8, null]);
  assertEquals(look.names, ["a b", "l", "tests"]);
  assertEquals(look.isWritable, false);
  assertEquals(look.mounts.find(({ target }) => target === "/workspace")?.isReadOnly, true);
});

Deno.test("readLook() knows nothing from a text that is none or was cut", () => {
  const { uid, folder, names, isWritable } = readLook("@@qa-look user\nuid=1");
  assertEquals([uid, folder, names, isWritable], [null, null, [], null]);
});
