import { assertEquals } from "@std/assert";
import { findLiterals } from "../../../lib/classify/find_literals.ts";
import { parsePattern } from "../../../lib/classify/parse_pattern.ts";

for (
  const [source, literals] of [
    ["^ERROR: .{1,9} failed", ["ERROR: "]],
    ["(?:abcd|efgh) x", ["abcd x", "efgh x"]],
    ["(?:long enough)?short", ["short", "long enoughshort"]],
    ["\\bstatus(?: code)?:? 40[13]\\b", [
      ..."status 401,status 403,status: 401,status: 403".split(","),
      ..."status code 401,status code 403,status code: 401,status code: 403".split(","),
    ]],
    ["^ERROR: {1,2}dead", ["ERROR: dead", "ERROR:  dead"]],
    ["(?:ab|cd){2}x+", ["abab", "abcd", "cdab", "cdcd"]],
    ["[a-d]bcde", ["bcde"]],
    ["[abcd]{2}long", ["long"]],
    ["ab(?:cd|e+)", []],
    ["(?:abcd)+", ["abcd"]],
    ["\\x45\\u0052ROR", ["ERROR"]],
    ["a|bcdef", []],
    ["abc", []],
    ["\\d{4}", []],
    ["ab.cd", []],
  ] as const
) {
  Deno.test(`findLiterals() of ${source} is ${JSON.stringify(literals)}`, () => {
    assertEquals(findLiterals(parsePattern(source)), literals);
  });
}
