import { assert, assertEquals } from "@std/assert";
import { faultOfContainerPath, parseMount } from "../../../lib/model/mount_text.ts";

Deno.test("parseMount() reads source, target and access", () => {
  const value = { source: "data", target: "/data", readOnly: true };
  assertEquals(parseMount("data:/data/:ro"), { ok: true, value });
  assertEquals(parseMount("C:\\x:/x:rw"), {
    ok: true,
    value: { source: "C:\\x", target: "/x", readOnly: false },
  });
  assertEquals(parseMount("c:/x"), {
    ok: true,
    value: { source: "c", target: "/x", readOnly: false },
  });
});

Deno.test("parseMount() refuses bad spellings and system targets", () => {
  const refused = [
    "",
    "data",
    "data:",
    ":/data",
    "data:data",
    "data:/data:rx",
    "data:/b:/c",
    "da\nta:/data",
    "x:/",
    "x://",
    "x:/etc",
    "x:/etc/.",
    "x:/proc",
    "x:/sys/fs",
    "x:/dev/null",
    "x:/data/../etc",
  ];
  for (const text of refused) assert(!parseMount(text).ok, text);
});

Deno.test("faultOfContainerPath() accepts plain folders only", () => {
  for (const path of ["/workspace", "/etc/app", "/devices"]) {
    assertEquals(faultOfContainerPath(path), null);
  }
  for (const path of ["workspace", "", "/", "/a:b", "/dev/shm"]) {
    assert(faultOfContainerPath(path) !== null, path);
  }
});
