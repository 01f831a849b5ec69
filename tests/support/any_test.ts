import fc from "fast-check";
import { TEST_OUTCOMES } from "../../lib/model/outcome.ts";
import type { TestRecord } from "../../lib/model/test_result.ts";

/** Texts that are hard on whoever writes or escapes them. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom(
    "",
    'a"b',
    "back\\slash",
    "é",
    "大",
    "\ud800",
    "x\ny",
    "<a & b>",
    "\u2028",
    "\uffff",
  ),
);

const durations = fc.oneof(
  fc.constant(null),
  fc.nat(),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 0.1, 0.5, 1e-7, 1e21, 1.0000000000000002, 123456789012345680, 2.5),
);

const tries = fc.record({
  outcome: fc.constantFrom(...TEST_OUTCOMES),
  duration_ms: durations,
  message: anyText,
  details: anyText,
});

/** Any test, half of them passed; few ids, so that some come twice. */
export const anyTest: fc.Arbitrary<TestRecord> = fc.record({
  id: fc.oneof(fc.constantFrom("unit::a", "unit::b", "unit::ü"), anyText),
  suite: fc.constantFrom("unit", "unit", "unit", "é"),
  place: fc.constantFrom("container", "failsafe"),
  attempt: fc.integer({ min: 1, max: 99 }),
  file: anyText,
  class: anyText,
  name: anyText,
  parameters: anyText,
  occurrence: fc.integer({ min: 1, max: 99 }),
  outcome: fc.oneof(fc.constant("passed" as const), fc.constantFrom(...TEST_OUTCOMES)),
  duration_ms: durations,
  message: anyText,
  details: anyText,
  line: fc.option(fc.integer({ min: 1 }), { nil: null }),
  earlier: fc.oneof(fc.array(tries, { maxLength: 0 }), fc.array(tries, { maxLength: 2 })),
  route: fc.option(anyText, { nil: null }),
  quarantine: fc.option(anyText, { nil: null }),
  fingerprint: fc.option(fc.stringMatching(/^[0-9a-f]{16}$/), { nil: null }),
});

/** Any test whose line we write in our plain layout, most of them passed and without a route. */
export const anyPlainTest: fc.Arbitrary<TestRecord> = fc.record({
  test: anyTest,
  hasRoute: fc.boolean(),
  isPassed: fc.boolean(),
}).map(({ test, hasRoute, isPassed }) => ({
  ...test,
  id: "unit::a",
  suite: "unit",
  earlier: [],
  outcome: isPassed ? "passed" : test.outcome,
  route: hasRoute ? test.route : null,
}));

/** A line of a file of tests: a test in our layout or in another one, or something else. */
export type AnyLine =
  | { readonly test: TestRecord; readonly style: "plain" | "crlf" | "spaced" | "reversed" | "old" }
  | { readonly junk: string };

/** Any line. */
export const anyLine: fc.Arbitrary<AnyLine> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ test: anyTest, style: fc.constant("plain" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      test: anyTest,
      style: fc.constantFrom("crlf" as const, "spaced", "reversed", "old"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ junk: fc.constantFrom("", "{", '{"id":"x"}', "[[[[") }) },
);

/** The line as a file has it. */
export function writeLine(line: AnyLine): string {
  if ("junk" in line) return `${line.junk}\n`;
  const { test, style } = line;
  if (style === "plain") return `${JSON.stringify(test)}\n`;
  if (style === "crlf") return `${JSON.stringify(test)}\r\n`;
  if (style === "spaced") return `${JSON.stringify(test, null, 1).replaceAll("\n", " ")}\n`;
  const fields = Object.entries(test).filter(([key]) => style !== "old" || key !== "fingerprint");
  return `${JSON.stringify(Object.fromEntries(style === "old" ? fields : fields.reverse()))}\n`;
}
