import { assert, assertEquals, assertThrows } from "@std/assert";
import describeFailure from "../../../lib/classify/describe_failure.ts" with { type: "text" };
import fingerprint from "../../../lib/classify/fingerprint_failure.ts" with { type: "text" };
import lastWords from "../../../lib/classify/find_last_words.ts" with { type: "text" };
import assertionLine from "../../../lib/classify/is_assertion_line.ts" with { type: "text" };
import ownFrame from "../../../lib/classify/own_frame.ts" with { type: "text" };
import partPrinted from "../../../lib/classify/part_printed.ts" with { type: "text" };
import { WRAPPING } from "../../../lib/classify/plain_line.ts";
import plainLine from "../../../lib/classify/plain_line.ts" with { type: "text" };
import plainLines from "../../../lib/classify/plain_lines.ts" with { type: "text" };
import steady from "../../../lib/classify/steady_message.ts" with { type: "text" };
import { ESCAPES } from "../../../lib/classify/strip_escapes.ts";
import any from "../../../lib/classify/trace_any.ts" with { type: "text" };
import bats from "../../../lib/classify/trace_bats.ts" with { type: "text" };
import go from "../../../lib/classify/trace_go.ts" with { type: "text" };
import javascript from "../../../lib/classify/trace_javascript.ts" with { type: "text" };
import jvm from "../../../lib/classify/trace_jvm.ts" with { type: "text" };
import python from "../../../lib/classify/trace_python.ts" with { type: "text" };
import rust from "../../../lib/classify/trace_rust.ts" with { type: "text" };
import { countMatching, literalPatterns } from "../../support/count_matching.ts";

const SOURCES = {
  assertionLine,
  describeFailure,
  fingerprint,
  lastWords,
  ownFrame,
  partPrinted,
  plainLine,
  plainLines,
  steady,
  any,
  bats,
  go,
  javascript,
  jvm,
  python,
  rust,
} as const;

/** Heads that let a pattern begin, and what is repeated behind them to make it try again and again. */
const HEADS = [
  "",
  "E  ",
  " ",
  "  at ",
  "at ",
  'File "',
  "panic: ",
  "Error: ",
  "{",
  "/tmp/",
  "+-",
  "line ",
  "Aa",
  "a.",
  "1",
  "not ",
  "\u001b[",
  "\u001b]",
  "-".repeat(9),
  "=".repeat(9),
];
const PARTS = [
  ..." a0A.:/-(){}[]'\",_<>|+$#@\\`=",
  ..."aA a.A. a/ a: 0: 1:1: .a:1 at_ in__ (a (( - -+ -- {{ {a}, 0a 10 a$ .func1 ::a Error Exception E:"
    .split(" "),
  "at ",
  "file a.b ",
  ", ",
  "pid 1",
  "/tmp/",
  "12:34:56",
  "' panicked at ",
  "\u001b[0",
  "\u001b]0",
];
/** How many patterns each source has: a new one that is not found here would not be looked at. */
const PATTERNS: Readonly<Record<keyof typeof SOURCES, number>> = {
  assertionLine: 2,
  describeFailure: 5,
  fingerprint: 8,
  lastWords: 4,
  ownFrame: 7,
  partPrinted: 3,
  plainLine: 1,
  plainLines: 2,
  steady: 18,
  any: 2,
  bats: 3,
  go: 7,
  javascript: 18,
  jvm: 3,
  python: 14,
  rust: 10,
};
/** A linear pattern doubles its steps when its text is twice as long; a square one has four times as many. */
const GROWTH = 2.5;

function growthOf(pattern: RegExp, head: string, part: string): number {
  const text = (length: number): string => head + part.repeat(length / part.length) + "\u0000";
  const [short, long] = [120, 240].map((length) => countMatching(pattern, text(length)));
  return (long! + 60) / (short! + 60);
}

/** Patterns of these modules, and those that are put together from texts, which no literal shows. */
const ALL = [
  ...Object.entries(SOURCES).map(([name, source]) => [name, literalPatterns(source)] as const),
  ["ESCAPES", [ESCAPES]],
  ["WRAPPING", [WRAPPING]],
] as const;

for (const [name, patterns] of ALL) {
  Deno.test(`every pattern of ${name} takes steps in proportion to its text`, () => {
    assert(patterns.length > 0, name);
    for (const pattern of patterns) {
      for (const head of HEADS) {
        for (const part of PARTS) {
          const growth = growthOf(pattern, head, part);
          assert(growth < GROWTH, `${pattern} grows ${growth} for "${head}" + "${part}"…`);
        }
      }
    }
  });
}

Deno.test("countMatching() sees a pattern that is square, and one that is worse", () => {
  assert(growthOf(/\s+$/, "", " ") > GROWTH);
  assert(growthOf(/a*x|b/, "", "a") > GROWTH);
  assert(countMatching(/^(?:a+)+$/, `${"a".repeat(16)}!`) > 10_000);
  assertThrows(() => countMatching(/^(?:a+)+$/, `${"a".repeat(40)}!`), RangeError, "more than");
  assert(growthOf(/^a+b/, "", "a") < GROWTH);
  assert(countMatching(/abc/, "xxabc") < 20);
});

Deno.test("literalPatterns() finds every pattern of a source, and nothing else", () => {
  const source = "const A = /a\\/b/g;\nf(/[/]x/, 3 / 2 / 1); // a / comment /\nconst B =\n  /y/;";
  assertEquals(literalPatterns(source).map(String), ["/a\\/b/g", "/[/]x/", "/y/"]);
  const counts = Object.entries(SOURCES).map((
    [name, text],
  ) => [name, literalPatterns(text).length]);
  assertEquals(Object.fromEntries(counts), PATTERNS);
});
