import { assertEquals } from "@std/assert";
import { redrawBlock } from "../../../lib/report/redraw_block.ts";

const WIDE = { columns: 80, reflows: true };

Deno.test("redrawBlock() overwrites line by line and clears nothing but the ends of lines", () => {
  assertEquals(redrawBlock({ ...WIDE, lines: [] }, ["a", "b"]), "a\x1b[K\nb\x1b[K\n");
  const drawn = { ...WIDE, lines: ["a", "b"] };
  assertEquals(redrawBlock(drawn, ["c", "d"]), "\x1b[2Ac\x1b[K\nd\x1b[K\n");
});

Deno.test("redrawBlock() blanks what is left of a block that has shrunk, and stands below the new one", () => {
  const three = { ...WIDE, lines: ["a", "b", "c"] };
  assertEquals(redrawBlock(three, ["a"]), "\x1b[3Aa\x1b[K\n\x1b[K\n\x1b[K\n\x1b[2A");
  assertEquals(redrawBlock({ ...WIDE, lines: ["a"] }, []), "\x1b[1A\x1b[K\n\x1b[1A");
});

Deno.test("redrawBlock() finds a block that a narrower terminal has wrapped, colours not counted", () => {
  const drawn = { lines: ["x".repeat(45), "\x1b[1mok\x1b[0m", "測".repeat(11)], reflows: true };
  // Three rows, one, and two: a wide character does not stand half in a row.
  assertEquals(redrawBlock({ ...drawn, columns: 21 }, ["a"]).startsWith("\x1b[6Aa"), true);
  assertEquals(redrawBlock({ ...drawn, columns: 80 }, ["a"]).startsWith("\x1b[3Aa"), true);
  const cut = { ...drawn, columns: 21, reflows: false };
  assertEquals(redrawBlock(cut, ["a"]).startsWith("\x1b[3Aa"), true);
});
