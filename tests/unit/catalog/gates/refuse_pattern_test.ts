import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { MATCHED_MAX, refusePattern } from "../../../../lib/catalog/gates/refuse_pattern.ts";

const FINE = [
  "abc",
  "TIER-[1-9]\\d{0,2}-[A-Z][A-Z-]{1,80}",
  ".*/matrix\\.json",
  "[0-9a-f]{40}",
  "(?:ab){3}c+",
  "(?:ready|blocked)",
  "(?:-rc\\d{1,3})?",
  "a+b*",
];
const REFUSED = [
  ["(a+)+b", "a group with a quantifier"],
  ["(a|a)*b", "a group with a quantifier"],
  ["(?:a?){30}b", "a group with a quantifier"],
  ["((a+))+b", "a group with a quantifier"],
  ["(a)\\1", "refers back"],
  ["(?=a)a", "looks around"],
  ["(?<!a)b", "looks around"],
  ["a*a*a*b", "too many ways"],
  ["(?:a{0,999}b{0,999})c{0,999}", "too many ways"],
  ["(a", "no regular expression"],
  ["x".repeat(501), "longer than 500"],
] as const;

for (const source of FINE) {
  Deno.test(`refusePattern() lets ${source} pass`, () => {
    assertEquals(refusePattern(source), null);
  });
}

for (const [source, why] of REFUSED) {
  Deno.test(`refusePattern() refuses ${source.slice(0, 40)}`, () => {
    assertStringIncludes(refusePattern(source) ?? "", why);
  });
}

Deno.test("refusePattern() lets nothing pass that needs more than a linear look at its longest text", () => {
  // Counted in steps and not in time: the worst pattern that is let pass, on the worst text.
  const text = "a".repeat(MATCHED_MAX);
  assertEquals(refusePattern("a*a*b"), null);
  assert(!new RegExp("^(?:a*a*b)$", "u").test(text));
});
