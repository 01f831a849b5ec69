import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import {
  quoteCodeBlock,
  quoteCodeSpan,
  quoteMarkdown,
} from "../../../lib/report/quote_markdown.ts";

const hostile = fc.array(fc.oneof(
  fc.constantFrom(
    "`",
    "``",
    "```",
    "~~~",
    "\n",
    "<script>",
    "[a](b)",
    "*",
    "_",
    "#",
    "\\",
    "&",
    "|",
  ),
  fc.string({ unit: "grapheme", maxLength: 4 }),
)).map((parts) => parts.join(""));

const CASES: readonly (readonly [string, string, string])[] = [
  ["HTML", `<img src=x onerror="a()">&amp;`, `&lt;img src=x onerror="a()"&gt;&amp;amp;`],
  ["a link and an image", "![x](http://a.b) [y][z]", "!\\[x\\](http\\://a.b) \\[y\\]\\[z\\]"],
  ["a bare web address", "see https://a.b and www.c.d", "see https\\://a.b and www\\.c.d"],
  ["emphasis, but not names", "*a* _b_ test_one_two", "\\*a\\* \\_b\\_ test_one_two"],
  ["a heading", "# a", "\\# a"],
  ["a numbered list", "1. a", "1\\. a"],
  ["a list that a newline begins", "a\n- b", "a - b"],
  ["backslash, backtick, pipe, dollar", "\\`|$", "\\\\\\`\\|\\$"],
  [
    "a plain sentence",
    "3 of 37 tests failed: see a/b.py:12.",
    "3 of 37 tests failed: see a/b.py:12.",
  ],
];
for (const [what, text, escaped] of CASES) {
  Deno.test(`quoteMarkdown() makes words of ${what}`, () => {
    assertEquals(quoteMarkdown(text), escaped);
  });
}

Deno.test("quoteMarkdown() leaves no tag, and no backtick without a backslash", () => {
  fc.assert(fc.property(hostile, (text) => {
    assertMatch(quoteMarkdown(text), /^(?:\\[^\n]|[^\\`<>\n])*$/u);
  }));
});

Deno.test("quoteCodeSpan() has a fence that does not occur inside, on one line", () => {
  fc.assert(fc.property(hostile, (text) => {
    const span = quoteCodeSpan(text);
    const fence = /^`+/u.exec(span)?.[0] ?? "";
    const inside = span.slice(fence.length, -fence.length);
    assert(span.endsWith(fence) && !span.includes("\n"));
    assert(!(inside.match(/`+/gu) ?? []).some((run) => run.length >= fence.length));
    assert(!inside.startsWith("`") && !inside.endsWith("`"));
  }));
});

Deno.test("quoteCodeSpan() writes nothing, a name and a backtick", () => {
  assertEquals(["", "a b", "`", "a``b"].map(quoteCodeSpan), [
    "` `",
    "`a b`",
    "`` ` ``",
    "```a``b```",
  ]);
});

Deno.test("quoteCodeBlock() is ended by its own last line only", () => {
  fc.assert(fc.property(hostile, (text) => {
    const lines = quoteCodeBlock(text, "sh").split("\n");
    const fence = /^`+/u.exec(lines[0] ?? "")?.[0] ?? "";
    const ends = lines.slice(1).filter((line) => line.trimStart().startsWith(fence));
    assertEquals(ends, [fence]);
  }));
});

Deno.test("quoteCodeBlock() names its language", () => {
  assertEquals(quoteCodeBlock("a\n```\nb\n", "sh"), "````sh\na\n```\nb\n````");
});
