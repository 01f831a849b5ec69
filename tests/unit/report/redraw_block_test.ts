import { assertEquals } from "@std/assert";
import { redrawBlock } from "../../../lib/report/redraw_block.ts";

Deno.test("redrawBlock() overwrites line by line and clears nothing but the ends of lines", () => {
  assertEquals(redrawBlock(0, ["a", "b"]), "a\x1b[K\nb\x1b[K\n");
  assertEquals(redrawBlock(2, ["c", "d"]), "\x1b[2Ac\x1b[K\nd\x1b[K\n");
});

Deno.test("redrawBlock() blanks what is left of a block that has shrunk, and stands below the new one", () => {
  assertEquals(redrawBlock(3, ["a"]), "\x1b[3Aa\x1b[K\n\x1b[K\n\x1b[K\n\x1b[2A");
  assertEquals(redrawBlock(1, []), "\x1b[1A\x1b[K\n\x1b[1A");
});
