import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { idOfLine, isPlainLine, isWanted } from "../../../lib/formats/plain_line.ts";
import { TEST_OUTCOMES } from "../../../lib/model/outcome.ts";
import { sampleTest } from "../../support/sample_suite.ts";

Deno.test("isPlainLine() knows a pass and a skip in our own lines", () => {
  assert(isPlainLine(JSON.stringify(sampleTest({ outcome: "passed" }))));
  assert(isPlainLine(JSON.stringify(sampleTest({ outcome: "skipped" }))));
  assertEquals(isPlainLine(JSON.stringify(sampleTest({ outcome: "failed" }))), false);
});

Deno.test("isPlainLine() trusts no pass that stands elsewhere in the line", () => {
  const earlier = [{ outcome: "passed" as const, duration_ms: 1, message: "", details: "" }];
  const said = [
    JSON.stringify(sampleTest({ outcome: "failed", earlier })),
    JSON.stringify(sampleTest({ outcome: "failed", message: '"outcome":"passed"' })),
    '{"outcome":"passed","\\u006futcome":"failed"}',
    '{"outcome":"passed","outcome":"failed"}',
    '{"x":{"outcome":"passed"},"outcome" : "failed"}',
    '{"id":"torn","outcome":"passed"',
  ];
  for (const line of said) assertEquals(isPlainLine(line), false, line);
});

Deno.test("isPlainLine() never takes for plain what JSON.parse tells otherwise", () => {
  const outcome = fc.constantFrom(...TEST_OUTCOMES);
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('"outcome":"passed"', '","outcome":"passed', "\\"),
  );
  const test = fc.record({ outcome, message: text, name: text, inner: outcome });
  const keys = fc.shuffledSubarray(["id", "outcome", "message", "name", "earlier"], {
    minLength: 5,
  });
  fc.assert(
    fc.property(test, keys, fc.nat(2), (made, order, tries) => {
      const earlier = Array.from({ length: tries }, () => ({ outcome: made.inner }));
      const value: Record<string, unknown> = { ...made, id: made.name, earlier };
      const line = JSON.stringify(Object.fromEntries(order.map((key) => [key, value[key]])));
      const isPlain = (made.outcome === "passed" || made.outcome === "skipped") && tries === 0;
      if (isPlainLine(line)) assert(isPlain, line);
    }),
    { numRuns: 500 },
  );
});

Deno.test("idOfLine() reads an id that is written plainly", () => {
  assertEquals(idOfLine(JSON.stringify(sampleTest({ id: "unit::ü [a]" }))), "unit::ü [a]");
  assertEquals(idOfLine(JSON.stringify(sampleTest({ id: 'a"b' }))), null);
  assertEquals(idOfLine('{"suite":"unit","id":"a"}'), null);
  assertEquals(idOfLine('{"id":""}'), null);
});

Deno.test("isWanted() takes an id and every end of it behind ::", () => {
  const id = "unit::a.py::K::test_x[d::e]";
  for (const word of [id, "a.py::K::test_x[d::e]", "test_x[d::e]", "e]"]) {
    assert(isWanted(id, new Set([word])), word);
  }
  assertEquals(isWanted(id, new Set(["x[d::e]", "unit"])), false);
  assertEquals(isWanted(id, new Set()), false);
});
