import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { literalPrefix, matchPattern } from "../../../lib/classify/match_pattern.ts";

const CASES: readonly (readonly [string, string, boolean])[] = [
  ["unit::a", "unit::a", true],
  ["unit::a", "unit::ab", false],
  ["unit::*", "unit::a/b.py::C::test[1]", true],
  ["*::test_[a]", "unit::x::test_[a]", true],
  ["*::test_[a]", "unit::x::test_a", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["*a*b*", "xxaxxbxx", true],
  ["*a*b*", "xxbxxaxx", false],
  ["**", "", true],
  ["", "", true],
  ["", "a", false],
];

for (const [pattern, text, expected] of CASES) {
  Deno.test(`matchPattern() is ${expected} for "${pattern}" and "${text}"`, () => {
    assertEquals(matchPattern(pattern, text), expected);
  });
}

Deno.test("matchPattern() agrees with the regular expression that it stands for", () => {
  const letters = (chars: string) => fc.array(fc.constantFrom(...chars)).map((all) => all.join(""));
  fc.assert(fc.property(letters("ab*?["), letters("ab["), (pattern, text) => {
    const source = pattern.replaceAll("[", "\\[").replaceAll("*", ".*").replaceAll("?", ".");
    assertEquals(matchPattern(pattern, text), new RegExp(`^${source}$`, "s").test(text));
  }));
});

Deno.test("matchPattern() is not slowed down by many stars", () => {
  // Backtracking over every star would take longer than the universe is old.
  assert(!matchPattern("*a".repeat(40) + "b", "a".repeat(4000)));
});

Deno.test("literalPrefix() ends at the first wildcard", () => {
  assertEquals(["unit::a*b", "?x", "plain"].map(literalPrefix), ["unit::a", "", "plain"]);
});
