import { assertEquals } from "@std/assert";
import { posixChecksum } from "../../../lib/formats/posix_checksum.ts";

const sum = (text: string): number => posixChecksum(new TextEncoder().encode(text));

Deno.test("posixChecksum() is what cksum prints", () => {
  // printf '%s' … | cksum, of coreutils 9.1.
  assertEquals(sum(""), 4294967295);
  assertEquals(sum("a"), 1220704766);
  assertEquals(sum("123456789"), 930766865);
  assertEquals(sum("n l 3 0 begin 1"), 1306549887);
});
