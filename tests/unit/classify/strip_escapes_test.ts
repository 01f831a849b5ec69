import { assertEquals } from "@std/assert";
import { stripEscapes } from "../../../lib/classify/strip_escapes.ts";

const ESC = "\u001b";

for (
  const [what, text] of [
    ["colours", `a${ESC}[31;1mb${ESC}[0mc`],
    ["movements of the cursor", `a${ESC}[2Kb${ESC}[1Gc`],
    ["a title", `${ESC}]0;title\u0007abc`],
    ["a link", `a${ESC}]8;;http://x${ESC}\\b${ESC}]8;;${ESC}\\c`],
    ["a reset", `${ESC}cab${ESC}Mc`],
  ] as const
) {
  Deno.test(`stripEscapes() takes out ${what}`, () => assertEquals(stripEscapes(text), "abc"));
}

Deno.test("stripEscapes() keeps what only looks like one, and a title without an end", () => {
  const texts = ["[31mred[0m", "plain", `${ESC}]0;title\nabc`.replace(ESC, ""), `abc${ESC}`];
  assertEquals(texts.map(stripEscapes), texts);
});
