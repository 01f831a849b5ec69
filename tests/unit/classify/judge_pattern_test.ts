import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { judgePattern } from "../../../lib/classify/judge_pattern.ts";
import { SIGNATURES } from "../../support/all_signatures.ts";
import { countMatching } from "../../support/count_matching.ts";
import { hostileTexts } from "../../support/hostile_texts.ts";

for (
  const [source, words] of [
    ["(a+)+b", "inside another"],
    ["^(?:\\w+\\.)*x", "inside another"],
    ["^(?:a|a)*b(?:c{1,9}){2,9}", "inside another"],
    ["(a)\\1", "refers back"],
    ["(?<x>a)\\k<x>", "refers back"],
    ["^.*a.*b", "more than one"],
    ["foo.*bar", "needs ^"],
    ["\\w+foo", "needs ^"],
    ["a|^b.*c", "needs ^"],
    ["^(?=.*a)b", "looks around"],
    ["\\S{1,200}a\\S{1,200}b", "too many ways"],
    ["^a{0,500}a{0,500}b", "too many ways"],
    ["a{0}", "matches the empty text"],
    ["x".repeat(1001), "longer than"],
  ] as const
) {
  Deno.test(`judgePattern() refuses ${source.slice(0, 40)}`, () => {
    assertStringIncludes(judgePattern(source) ?? "", words);
  });
}

for (
  const source of [
    "^gateway says no",
    "^Error: .*refused",
    "token .{0,80} expired",
    "^(?:Error|Fehler): [a-z]{1,20}$",
    "[+*] \\(x\\+\\)\\*",
    "^\\d+ of",
    "(?:a|b){3}c",
  ]
) {
  Deno.test(`judgePattern() accepts ${source}`, () => assertEquals(judgePattern(source), null));
}

/** Longer than the largest bound of any pattern, so that only growth with the text is left. */
const LENGTHS = [1000, 2000] as const;
const PATTERNS = SIGNATURES.flatMap((row) => row.texts.map(({ pattern }) => pattern));

Deno.test("every built-in pattern takes steps in proportion to a hostile text's length", () => {
  for (const pattern of PATTERNS) {
    const long = hostileTexts(pattern, LENGTHS[1]);
    hostileTexts(pattern, LENGTHS[0]).forEach((text, index) => {
      const growth = countMatching(pattern, long[index]!) / countMatching(pattern, text);
      assert(growth < 2.3, `${pattern} grows by ${growth} on ${text.slice(0, 40)}`);
    });
  }
});
