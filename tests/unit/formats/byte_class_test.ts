import { assertEquals } from "@std/assert";
import {
  byteClass,
  DIGIT,
  LETTER,
  skipClass,
  UPPER,
  visibleBytesExcept,
  WORD,
} from "../../../lib/formats/byte_class.ts";

/** The ASCII members of a class as text. */
function members(table: Uint8Array): string {
  return [...table.subarray(0, 128)]
    .flatMap((flag, code) => flag === 1 ? String.fromCharCode(code) : []).join("");
}

Deno.test("byteClass() holds exactly the given characters", () => {
  assertEquals(members(byteClass("b-a")), "-ab");
  assertEquals(members(DIGIT), "0123456789");
  assertEquals([members(UPPER).length, members(LETTER).length, members(WORD).length], [26, 52, 63]);
});

Deno.test("visibleBytesExcept() holds what is printed but the given ones, and all bytes over 127", () => {
  const table = visibleBytesExcept("\"'");
  assertEquals(members(table).length, 94 - 2);
  assertEquals([" ", '"', "'", "\n", "\x7f"].map((one) => table[one.charCodeAt(0)]), [
    0,
    0,
    0,
    0,
    0,
  ]);
  assertEquals([table[0x80], table[0xff]], [1, 1]);
});

Deno.test("skipClass() stops at the first stranger, or at the end it is given", () => {
  const bytes = new TextEncoder().encode("123a456");
  assertEquals(skipClass(bytes, 0, 7, DIGIT), 3);
  assertEquals(skipClass(bytes, 0, 2, DIGIT), 2);
  assertEquals(skipClass(bytes, 3, 7, DIGIT), 3);
  assertEquals(skipClass(bytes, 4, 7, DIGIT), 7);
});
