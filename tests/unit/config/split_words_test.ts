import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { splitWords } from "../../../lib/config/split_words.ts";
import { quoteShell } from "../../../lib/report/quote_shell.ts";

const split = (text: string): readonly string[] => {
  const words = splitWords(text, "--pytest-args");
  assert(words.ok, text);
  return words.value;
};

Deno.test("splitWords() splits as a shell does, and expands nothing", () => {
  assertEquals(split("  -k 'a or b'  -x "), ["-k", "a or b", "-x"]);
  assertEquals(split('-k "a \\"b\\" $HOME" x\\ y'), ["-k", 'a "b" $HOME', "x y"]);
  assertEquals(split("--opt='' ''"), ["--opt=", ""]);
  assertEquals(split("a;b && `c` $(d) *"), ["a;b", "&&", "`c`", "$(d)", "*"]);
  assertEquals(split("a\\\nb 'c\nd'"), ["ab", "c\nd"]);
  assertEquals(split(""), []);
});

Deno.test("splitWords() refuses what has no end", () => {
  for (const text of ["'a", '"a', "a\\"]) {
    const words = splitWords(text, "--pytest-args");
    assert(!words.ok && words.error.kind === "usage", text);
  }
});

Deno.test("splitWords() reads back what quoteShell() writes", () => {
  const unit = fc.constantFrom(..."ab '\"\\$`;*-=é\n");
  fc.assert(fc.property(fc.array(fc.string({ unit })), (words) => {
    assertEquals(split(quoteShell(["x", ...words])).slice(1), words);
  }));
});
