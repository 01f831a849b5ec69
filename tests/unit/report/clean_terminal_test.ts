import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { cleanLine, cleanTerminal } from "../../../lib/report/clean_terminal.ts";

const ESC = "\u001b";

/** Text built from the openers, bodies and ends of sequences, and from anything. */
const hostile = fc.array(fc.oneof(
  fc.constantFrom(ESC, "\u009b", "\u009d", "\u0090", "\u009c", "\u0007", `${ESC}\\`, `${ESC}]0;`),
  fc.constantFrom("[31m", "[2J", "]52;c;", "P1$r", "31m", ";", "\r", "\n", "\t", "\u202e", "\0"),
  fc.string({ unit: "binary", maxLength: 4 }),
)).map((parts) => parts.join(""));

Deno.test("cleanTerminal() leaves no control character but tab and newline", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      assertMatch(cleanTerminal(text), /^[\t\n\P{Cc}]*$/u);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("cleanTerminal() leaves no character that turns the direction of writing", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      assertEquals(
        /[\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(cleanTerminal(text)),
        false,
      );
    }),
    { numRuns: 1000 },
  );
});

Deno.test("cleanTerminal() changes nothing when it is applied twice", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      assertEquals(cleanTerminal(cleanTerminal(text)), cleanTerminal(text));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("cleanTerminal() keeps text that holds nothing special", () => {
  const plain = fc.string({ unit: "grapheme" }).filter((text) =>
    !/[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[^\t\n\P{Cc}]/u.test(text)
  );
  fc.assert(fc.property(plain, (text) => assertEquals(cleanTerminal(text), text)));
});

const CASES: readonly (readonly [string, string, string])[] = [
  ["a colour", `${ESC}[1;31mred${ESC}[0m`, "red"],
  ["cursor movement that would hide a line", `FAILED${ESC}[1A${ESC}[2Kok`, "FAILEDok"],
  ["a window title ended by BEL", `${ESC}]0;evil\u0007text`, "text"],
  ["a clipboard write ended by ST", `a${ESC}]52;c;ZXZpbA==${ESC}\\b`, "ab"],
  ["a link", `${ESC}]8;;file:///etc${ESC}\\click${ESC}]8;;${ESC}\\`, "click"],
  ["a device control string", `a${ESC}P1$r0m${ESC}\\b`, "ab"],
  [
    "the same sequences in their one-character form",
    "\u009b31mred\u009d0;t\u009c\u0090x\u009c.",
    "red.",
  ],
  [
    "a sequence without an end, whose text stays readable",
    `${ESC}]0;hidden text`,
    "]0;hidden text",
  ],
  ["a charset and a reset", `${ESC}(B${ESC}cx`, "x"],
  ["a carriage return that would overwrite", "FAILED\rpassed\r\nend", "FAILED\npassed\nend"],
  ["NUL, BEL and backspace", "a\0b\u0007c\b", "abc"],
  ["a turned direction", "abc\u202efed\u2066", "abcU+202EfedU+2066"],
  ["a lone surrogate", "a\ud800b", "a\ufffdb"],
  ["tab, newline, emoji", "a\tb\nc 👩‍💻 é", "a\tb\nc 👩‍💻 é"],
];
for (const [what, dirty, clean] of CASES) {
  Deno.test(`cleanTerminal() takes out or keeps ${what}`, () => {
    assertEquals(cleanTerminal(dirty), clean);
  });
}

Deno.test("cleanTerminal() is quick when a megabyte opens sequences that never end", () => {
  assertEquals(cleanTerminal(`${ESC}]`.repeat(500_000)).length, 500_000);
});

Deno.test("cleanLine() makes one line of many", () => {
  assertEquals(cleanLine(" a\n\n  b\t\tc\u0085d "), "a b cd");
});
