import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { hash53, hashHex } from "../../../lib/model/hash_text.ts";

Deno.test("hashHex() makes 16 hexadecimal digits, equal for equal texts alone", () => {
  assertMatch(hashHex(""), /^[0-9a-f]{16}$/);
  assertEquals(hashHex("some text"), hashHex("some text"));
  const seen = new Set(Array.from({ length: 20_000 }, (_, at) => hashHex(`text ${at}`)));
  assertEquals(seen.size, 20_000);
});

Deno.test("hash53() makes a safe integer", () => {
  for (const text of ["", "a", "x".repeat(1000)]) {
    assertEquals(Number.isSafeInteger(hash53(text)), true);
  }
  assertNotEquals(hash53("a"), hash53("b"));
});
