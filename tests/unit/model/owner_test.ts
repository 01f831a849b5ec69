import { assertEquals } from "@std/assert";
import { formatOwner, ownerOf, readOwner } from "../../../lib/model/owner.ts";
import { FAKE_MACHINE } from "../../support/fake_host.ts";

Deno.test("readOwner() reads what formatOwner() wrote, which holds no comma and no space", () => {
  const owner = ownerOf({ ...FAKE_MACHINE, hostname: "odd, host/name" });
  const text = formatOwner(owner);
  assertEquals(/[, ]/.test(text), false);
  assertEquals(readOwner(text), owner);
});

Deno.test("readOwner() gives null for anything else", () => {
  for (const text of ["", "a", "a/b/c/d", "a/b/-1/d", "a/b/0/d", "a/b/1/d/e", "[]", "a/b/1e3/d"]) {
    assertEquals(readOwner(text), null, text);
  }
});
