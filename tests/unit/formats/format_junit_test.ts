import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import {
  countJunit,
  junitCase,
  junitEnd,
  junitStart,
  junitSuiteEnd,
  junitSuiteStart,
  NO_JUNIT_CASES,
} from "../../../lib/formats/format_junit.ts";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { isFailing, TEST_OUTCOMES, type TestOutcome } from "../../../lib/model/outcome.ts";
import type { EarlierTry, TestRecord } from "../../../lib/model/test_result.ts";
import { sampleTest } from "../../support/sample_suite.ts";

async function* oneChunk(text: string) {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

const ANY_TEXT = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.nat(0xffff).map((unit) => String.fromCharCode(unit))).map((all) => all.join("")),
  fc.constantFrom("]]>", "<![CDATA[", "&#0;", "\ud800", "\u0000\u001b[31m", "\r\n\t", '"<&>'),
);

const ANY_TRY: fc.Arbitrary<EarlierTry> = fc.record({
  outcome: fc.constantFrom(...TEST_OUTCOMES),
  duration_ms: fc.option(fc.nat(1_000_000)),
  message: ANY_TEXT,
  details: ANY_TEXT,
});

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
  earlier: fc.array(ANY_TRY, { maxLength: 3 }),
  route: fc.option(fc.constantFrom("GET /users/{id}", 'DELETE /a&b/<c>/"d"')),
  fingerprint: fc.constant(null),
  quarantine: fc.option(ANY_TEXT),
});

/** Tries that passed have no element in Surefire's dialect. */
function triesShown({ earlier }: TestRecord): readonly EarlierTry[] {
  return earlier.filter((one) => isFailing(one.outcome));
}

/** A failure in quarantine is shown as skipped; what passed after a failed try is flaky. */
function outcomeShown(test: TestRecord): TestOutcome {
  if (isFailing(test.outcome)) return test.quarantine === null ? test.outcome : "skipped";
  if (test.outcome !== "flaky" && test.outcome !== "passed") return test.outcome;
  return triesShown(test).length > 0 ? "flaky" : "passed";
}

const LEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

Deno.test("junitCase() makes well-formed XML of any text, and readJunit() gets it back", async () => {
  await fc.assert(fc.asyncProperty(ANY_TEXT, fc.array(ANY_TEST), async (name, tests) => {
    const counts = tests.reduce(countJunit, NO_JUNIT_CASES);
    const document = junitStart() + junitSuiteStart(name, counts, 1.5) +
      tests.map(junitCase).join("") + junitSuiteEnd() + junitEnd();
    const items = await Array.fromAsync(readJunit(oneChunk(document)));
    const end = items.pop();
    assertEquals(end?.kind === "end" && end.end.problems, []);
    assertEquals(end?.kind === "end" && end.end.declared, counts);
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
      seen.map((test) => [test?.outcome, test?.route ?? null]),
      tests.map((test) => [outcomeShown(test), test.route]),
    );
    assertEquals(
      seen.map((test) => (test?.earlier ?? []).map((one) => [one.outcome, one.duration_ms])),
      tests.map((test) => triesShown(test).map((one) => [one.outcome, one.duration_ms])),
    );
  }));
});

Deno.test("junitSuiteStart() declares counts and seconds", () => {
  assertEquals(
    junitSuiteStart("a<b", { tests: 3, failures: 1, skipped: 2 }, 2),
    `  <testsuite name="a&lt;b" tests="3" failures="1" errors="0" skipped="2" time="2.000">\n`,
  );
});

Deno.test("countJunit() counts a case by the element that junitCase() writes", () => {
  for (const outcome of TEST_OUTCOMES) {
    for (const quarantine of [null, "s::*"]) {
      const test = sampleTest({ outcome, quarantine });
      const text = junitCase(test);
      assertEquals(countJunit(NO_JUNIT_CASES, test), {
        tests: 1,
        failures: text.includes("<failure ") ? 1 : 0,
        skipped: text.includes("<skipped ") ? 1 : 0,
      });
    }
  }
});

const FAILED_TRY: EarlierTry = {
  outcome: "failed",
  duration_ms: 1500,
  message: "3 < 4",
  details: "E 3 < 4",
};
const LATE_TRY: EarlierTry = { ...FAILED_TRY, outcome: "timed-out", duration_ms: null };
const TRIES = [FAILED_TRY, LATE_TRY];
const START =
  `    <testcase classname="tests.test_sum" name="test_adds" file="tests/test_sum.py" ` +
  `line="12" time="0.003000">\n`;
const END = "    </testcase>\n";

Deno.test("junitCase() tells the failed tries of a test that passed at last as flaky", () => {
  const test = sampleTest({ outcome: "flaky", message: "", details: "", earlier: TRIES });
  assertEquals(
    junitCase(test),
    START +
      `      <flakyFailure type="failed" message="3 &lt; 4" time="1.500000">` +
      `<stackTrace>E 3 &lt; 4</stackTrace></flakyFailure>\n` +
      `      <flakyError type="timed-out" message="3 &lt; 4">` +
      `<stackTrace>E 3 &lt; 4</stackTrace></flakyError>\n` +
      END,
  );
});

Deno.test("junitCase() tells the tries of a test that still fails as reruns, after its failure", () => {
  const test = sampleTest({ message: "no", details: "E no", earlier: TRIES });
  assertEquals(
    junitCase(test),
    START +
      `      <failure type="failed" message="no">E no</failure>\n` +
      `      <rerunFailure type="failed" message="3 &lt; 4" time="1.500000">` +
      `<stackTrace>E 3 &lt; 4</stackTrace></rerunFailure>\n` +
      `      <rerunError type="timed-out" message="3 &lt; 4">` +
      `<stackTrace>E 3 &lt; 4</stackTrace></rerunError>\n` +
      END,
  );
});

Deno.test("junitCase() calls a try that passed against expectation a failure, a crash an error", () => {
  const tries = (["unexpected-pass", "crashed"] as const).map((outcome) => ({
    ...LATE_TRY,
    outcome,
  }));
  const text = junitCase(sampleTest({ outcome: "flaky", earlier: tries }));
  assertStringIncludes(text, `<flakyFailure type="unexpected-pass"`);
  assertStringIncludes(text, `<flakyError type="crashed"`);
});

Deno.test("junitCase() has no element for a try that passed, as Surefire has none", () => {
  const passed: EarlierTry = { outcome: "passed", duration_ms: 1, message: "", details: "" };
  const test = sampleTest({ outcome: "passed", message: "", details: "", earlier: [passed] });
  assertEquals(junitCase(test), START.replace(">\n", "/>\n"));
});

Deno.test("junitCase() shows a failure in quarantine as skipped, with the pattern and the assertion", () => {
  const test = sampleTest({ message: "no", details: "E no", quarantine: "unit::*adds" });
  const skipped = `<skipped type="failed" message="quarantined (unit::*adds): no">E no</skipped>`;
  assertEquals(junitCase(test), `${START}      ${skipped}\n${END}`);
  const passed = sampleTest({ outcome: "passed", details: "", quarantine: "unit::*adds" });
  assertEquals(junitCase(passed), START.replace(">\n", "/>\n"));
});

Deno.test("junitCase() tells the route of a test as a property", () => {
  const test = sampleTest({ outcome: "passed", route: "GET /users/{id}" });
  const property = `<properties><property name="route" value="GET /users/{id}"/></properties>`;
  assertEquals(junitCase(test), `${START}      ${property}\n${END}`);
});
