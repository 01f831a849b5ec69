import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { confinePath } from "../../../lib/config/confine_path.ts";

Deno.test("confinePath() joins what stays inside", () => {
  assertEquals(confinePath("/p", "a/../b"), { ok: true, value: "/p/b" });
  assertEquals(confinePath("/p", "."), { ok: true, value: "/p" });
  assertEquals(confinePath("/p", "..a"), { ok: true, value: "/p/..a" });
});

Deno.test("confinePath() refuses what is absolute, leads out or looks like a flag", () => {
  for (const path of ["/p/a", "..", "../p2", "a/../../b", "C:\\x", "\\x", "", " ", "-x", "a\0b"]) {
    assert(!confinePath("/p", path).ok, path);
  }
});

Deno.test("confinePath() never leaves the root, whatever the path", () => {
  const part = fc.constantFrom("..", ".", "a", "", "b c", "...", "~");
  fc.assert(fc.property(fc.array(part), (parts) => {
    const confined = confinePath("/p/q", parts.join("/"));
    if (confined.ok) assert(`${confined.value}/`.startsWith("/p/q/"), confined.value);
  }));
});
