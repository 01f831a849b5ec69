import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  junitCase,
  junitEnd,
  junitStart,
  junitSuiteEnd,
  junitSuiteStart,
} from "../../../lib/formats/format_junit.ts";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { isFailing, TEST_OUTCOMES } from "../../../lib/model/outcome.ts";
import { countTest, NO_TESTS } from "../../../lib/model/test_counts.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";

async function* oneChunk(text: string) {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

const ANY_TEXT = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.nat(0xffff).map((unit) => String.fromCharCode(unit))).map((all) => all.join("")),
  fc.constantFrom("]]>", "<![CDATA[", "&#0;", "\ud800", "\u0000\u001b[31m", "\r\n\t", '"<&>'),
);

const ANY_TEST: fc.Arbitrary<TestRecord> = fc.record({
  id: fc.constant("s::f::c::n"),
  suite: fc.constant("s"),
  place: fc.constant("container" as const),
  attempt: fc.constant(1),
  file: ANY_TEXT,
  class: ANY_TEXT.map((text) => `C${text}`),
  name: ANY_TEXT,
  occurrence: fc.constant(1),
  outcome: fc.constantFrom(...TEST_OUTCOMES),
  duration_ms: fc.option(fc.nat(1_000_000)),
  message: ANY_TEXT,
  details: ANY_TEXT,
  line: fc.option(fc.integer({ min: 1, max: 100_000 })),
  parameters: fc.constant(""),
  earlier: fc.constant([]),
  route: fc.constant(null),
  quarantine: fc.constant(null),
});

const LEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

Deno.test("junitCase() makes well-formed XML of any text, and readJunit() gets it back", async () => {
  await fc.assert(fc.asyncProperty(ANY_TEXT, fc.array(ANY_TEST), async (name, tests) => {
    const counts = tests.reduce((sum, test) => countTest(sum, test), NO_TESTS);
    const document = junitStart() + junitSuiteStart(name, counts, 1.5) +
      tests.map(junitCase).join("") + junitSuiteEnd() + junitEnd();
    const items = await Array.fromAsync(readJunit(oneChunk(document)));
    const end = items.pop();
    assertEquals(end?.kind === "end" && end.end.problems, []);
    assertEquals(end?.kind === "end" && end.end.declared, {
      tests: counts.total,
      failures: counts.failed,
      skipped: counts.skipped + counts.not_run,
    });
    const seen = items.map((item) => item.kind === "test" ? item.test : null);
    const fileShown = (test: TestRecord) => test.file.replace(LEGAL, "\ufffd");
    assertEquals(
      seen.map((test) => [test?.file, test?.className, test?.name, test?.durationMs, test?.line]),
      tests.map((test) => [
        fileShown(test),
        test.class.replace(LEGAL, "\ufffd"),
        test.name.replace(LEGAL, "\ufffd"),
        test.duration_ms,
        test.line,
      ]),
    );
    assertEquals(
      seen.map((test) => test !== null && isFailing(test.outcome)),
      tests.map((test) => isFailing(test.outcome)),
    );
  }));
});

Deno.test("junitSuiteStart() declares counts and seconds", () => {
  assertEquals(
    junitSuiteStart("a<b", { ...NO_TESTS, total: 3, failed: 1, skipped: 1, not_run: 1 }, 2),
    `  <testsuite name="a&lt;b" tests="3" failures="1" errors="0" skipped="2" time="2.000">\n`,
  );
});
