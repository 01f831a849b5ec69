import { assertEquals, assertStringIncludes } from "@std/assert";
import { readSeconds } from "../../../lib/formats/junit_reported.ts";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import type { ReportEnd } from "../../../lib/model/report_reading.ts";
import type { ReportedTest } from "../../../lib/model/test_result.ts";
import bats from "../../../fixtures/junit/bats/report.xml" with { type: "text" };
import behave from "../../../fixtures/junit/behave/report.xml" with { type: "text" };
import ctest from "../../../fixtures/junit/ctest/report.xml" with { type: "text" };
import gotestsum from "../../../fixtures/junit/gotestsum/report.xml" with { type: "text" };
import jest from "../../../fixtures/junit/jest/report.xml" with { type: "text" };
import mocha from "../../../fixtures/junit/mocha/report.xml" with { type: "text" };
import nextest from "../../../fixtures/junit/nextest/report.xml" with { type: "text" };
import node from "../../../fixtures/junit/node/report.xml" with { type: "text" };
import phpunit from "../../../fixtures/junit/phpunit/report.xml" with { type: "text" };
import playwright from "../../../fixtures/junit/playwright/report.xml" with { type: "text" };
import pytest from "../../../fixtures/junit/pytest/report.xml" with { type: "text" };
import pytestRerunfailures from "../../../fixtures/junit/pytest_rerunfailures/report.xml" with {
  type: "text",
};
import surefire from "../../../fixtures/junit/surefire/report.xml" with { type: "text" };
import vitest from "../../../fixtures/junit/vitest/report.xml" with { type: "text" };
import xmlrunner from "../../../fixtures/junit/xmlrunner/report.xml" with { type: "text" };

async function read(document: string): Promise<{ tests: readonly ReportedTest[]; end: ReportEnd }> {
  const tests: ReportedTest[] = [];
  let end: ReportEnd | null = null;
  for await (const item of readJunit(ReadableStream.from([new TextEncoder().encode(document)]))) {
    if (item.kind === "test") tests.push(item.test);
    else end = item.end;
  }
  return { tests, end: end! };
}

const suite = (inside: string) => `<testsuite name="s">${inside}</testsuite>`;

/** `outcome: file::class::name:line = message`, without what a test does not tell. */
function outline({ outcome, file, className, name, line, message }: ReportedTest): string {
  const id = [file, className, name].filter((part) => part !== "").join("::");
  return `${outcome}: ${id}${line === null ? "" : `:${line}`}${message && ` = ${message}`}`;
}

/** What each tool's own summary says stands in the command.txt beside its report. */
const DIALECTS: readonly {
  readonly tool: string;
  readonly report: string;
  readonly tests: readonly string[];
  readonly declared: ReportEnd["declared"];
  readonly doubts?: readonly string[];
}[] = [
  {
    tool: "bats",
    report: bats,
    tests: [
      "passed: sample.bats::passes",
      'failed: sample.bats::fails with <odd> & "quotes" = `[ 1 -eq 2 ]\' failed',
      "skipped: sample.bats::skipped = not here",
    ],
    declared: { "tests": 3, "failures": 1, "skipped": 1 },
  },
  {
    tool: "behave",
    report: behave,
    tests: [
      "passed: sample.Sample::passes",
      "failed: sample.Sample::fails = one is not two",
      "error: sample.Sample::raises = 'missing'",
      "error: sample.Sample::undefined = Failing step: Given a step that nobody wrote ... undefined in 0.000s",
      "skipped: sample.Sample::skipped",
      "passed: sample.Sample::example 1 -- @1.1 ",
      "passed: sample.Sample::example 2 -- @1.2 ",
    ],
    declared: { "tests": 7, "failures": 3, "skipped": 1 },
  },
  {
    tool: "ctest",
    report: ctest,
    tests: [
      "passed: passes::passes",
      "failed: fails::fails = expected 1, got 2",
      "failed: hangs::hangs",
      "failed: crashes::crashes",
      "skipped: skipped::skipped = SKIP_RETURN_CODE=77",
      "skipped: disabled::disabled",
      "not-run: missing::missing = Unable to find executable",
    ],
    declared: { "tests": 7, "failures": 3, "skipped": 3 },
  },
  {
    tool: "gotestsum",
    report: gotestsum,
    tests: [
      "failed: example.com/sample::TestFails/sub_<odd> = sample_test.go:8: got 1, want 2",
      "failed: example.com/sample::TestFails = Failed",
      "skipped: example.com/sample::TestSkipped = sample_test.go:12: not here",
      "passed: example.com/sample::TestPasses",
      "passed: example.com/sample::TestFails/good",
      "failed: example.com/sample/panics::TestPanics = panic: boom [recovered]",
    ],
    declared: { "tests": 6, "failures": 4, "skipped": 0 },
    doubts: ["the report declares 4 failures and shows 3"],
  },
  {
    tool: "jest",
    report: jest,
    tests: [
      "passed: outer passes::outer passes",
      'failed: outer inner fails with <odd> & "quotes"::outer inner fails with <odd> & "quotes" = Error: expect(received).toBe(expected) // Object.is equality',
      "skipped: outer skipped::outer skipped",
      "passed: outer todo::outer todo",
    ],
    declared: { "tests": 3, "failures": 1, "skipped": 0 },
    doubts: ['"outer" declares 3 tests and shows 4'],
  },
  {
    tool: "mocha",
    report: mocha,
    tests: [
      "passed: /project/mocha/sample.test.js::passes::outer passes",
      'failed: /project/mocha/sample.test.js::fails with <odd> & "quotes"::outer inner fails with <odd> & "quotes" = 1 == 2',
      'failed: /project/mocha/sample.test.js::"before all" hook for "never runs"::hooks "before all" hook for "never runs" = before broke',
    ],
    declared: { "tests": 5, "failures": 2, "skipped": 2 },
    doubts: ['"outer" declares 3 tests and shows 1'],
  },
  {
    tool: "nextest",
    report: nextest,
    tests: [
      "passed: sample::basic::passes",
      "flaky: sample::basic::flaky",
      "timed-out: sample::basic::hangs = test timeout",
      "crashed: sample::basic::aborts = test abort with signal 6 (SIGABRT)",
    ],
    declared: { "tests": 4, "failures": 2, "skipped": 0 },
  },
  {
    tool: "node",
    report: node,
    tests: [
      "error: parent ends too early::cancelled = test did not finish before its parent and was cancelled",
      "timed-out: test::takes too long = test timed out after 50ms",
      "passed: outer > inner::passes",
      "failed: outer > inner::fails = inner broke",
    ],
    declared: null,
  },
  {
    tool: "phpunit",
    report: phpunit,
    tests: [
      "passed: /project/tests/ArrayTest.php::ArrayTest::testNewArrayIsEmpty:6",
      "failed: /project/tests/ArrayTest.php::ArrayTest::testSums with data set #0:15 = Failed asserting that 2 matches expected 1.",
      "error: /project/tests/ArrayTest.php::ArrayTest::testSums with data set #1:15 = Exception: broken",
    ],
    declared: { "tests": 3, "failures": 2, "skipped": 0 },
  },
  {
    tool: "playwright",
    report: playwright,
    tests: [
      "passed: a.spec.js::desktop::outer › passes",
      'failed: a.spec.js::desktop::outer › fails with <odd> & "quotes" = Error: expect(received).toBe(expected) // Object.is equality',
      "skipped: a.spec.js::desktop::outer › skipped",
      "passed: a.spec.js::desktop::outer › flaky",
      "expected-failure: a.spec.js::desktop::outer › fails as expected",
      "passed: a.spec.js::mobile::outer › passes",
      'failed: a.spec.js::mobile::outer › fails with <odd> & "quotes" = Error: expect(received).toBe(expected) // Object.is equality',
      "skipped: a.spec.js::mobile::outer › skipped",
      "passed: a.spec.js::mobile::outer › flaky",
      "expected-failure: a.spec.js::mobile::outer › fails as expected",
    ],
    declared: { "tests": 10, "failures": 2, "skipped": 2 },
  },
  {
    tool: "pytest",
    report: pytest,
    tests: [
      "passed: test_sample::test_passes",
      "failed: test_sample::test_fails_and_teardown = assert 1 == 2",
      'error: test_sample::test_fails_and_teardown = failed on teardown with "RuntimeError: teardown broke"',
      "expected-failure: test_sample::test_xfail = known bug",
      "unexpected-pass: test_sample::test_xpass = [XPASS(strict)] should fail",
      "skipped: test_sample::test_skip = not here",
      "failed: test_sample::test_odd[\\x1b[31mred\\x1b[0m] = AssertionError: assert '\\x1b[31mred\\x1b[0m' == ''",
      "failed: test_sample::test_odd[nul\\x00] = AssertionError: assert 'nul\\x00' == ''",
      "failed: test_sample::test_odd[a<b&c] = AssertionError: assert 'a<b&c' == ''",
    ],
    declared: { "tests": 8, "failures": 6, "skipped": 2 },
  },
  {
    tool: "pytest_rerunfailures",
    report: pytestRerunfailures,
    tests: [
      "passed: test_rerun::test_flaky",
      "failed: test_rerun::test_always_fails = assert 1 == 2",
    ],
    declared: { "tests": 2, "failures": 1, "skipped": 0 },
  },
  {
    tool: "surefire",
    report: surefire,
    tests: [
      "flaky: example.RetryTest::passesAtLast",
      "failed: example.RetryTest::alwaysFails = never",
      "error: example.RetryTest::alwaysErrors = late",
      "passed: example.RetryTest::passes",
    ],
    declared: { "tests": 4, "failures": 2, "skipped": 0 },
  },
  {
    tool: "vitest",
    report: vitest,
    tests: [
      "failed: broken.test.js::broken.test.js = Failed to load url ./no_such_file.js (resolved id: ./no_such_file.js) in /project/vitest/broken.test.js. Does the file exist?",
      "passed: sample.test.js::outer > passes",
      'failed: sample.test.js::outer > inner > fails with <odd> & "quotes" = expected 1 to be 2 // Object.is equality',
      "skipped: sample.test.js::outer > skipped",
      "skipped: sample.test.js::outer > todo",
      "passed: sample.test.js::outer > flaky",
      "passed: sample.test.js::outer > fails as expected",
    ],
    declared: { "tests": 7, "failures": 2, "skipped": 0 },
  },
  {
    tool: "xmlrunner",
    report: xmlrunner,
    tests: [
      "passed: test_sample.py::test_sample.Sample::test_passes:4",
      "failed: test_sample.py::test_sample.Sample::test_fails:7 = 1 != 2",
      "failed: test_sample.py::test_sample.Sample::test_subtests (i=1):25 = 1 != 0",
      "error: test_sample.py::test_sample.Sample::test_errors:10 = 'missing'",
      "skipped: test_sample.py::test_sample.Sample::test_skipped:13 = not here",
      "expected-failure: test_sample.py::test_sample.Sample::test_expected:17 = expected failure: (<class 'AssertionError'>, AssertionError('known'), <traceback object at 0x7fa579a374c0>)",
      "unexpected-pass: test_sample.py::test_sample.Sample::test_unexpected:21 = Unexpected success: This test was marked as expected failure but passed, please review it",
    ],
    declared: { "tests": 7, "failures": 4, "skipped": 2 },
  },
];

Deno.test("readJunitCase() tells each tool's tests as the tool's own summary does", async () => {
  for (const { tool, report, tests, declared, doubts } of DIALECTS) {
    const reading = await read(report);
    assertEquals(reading.tests.map(outline), tests, tool);
    const end = { whole: true, problems: [], declared, ...(doubts && { doubts }) };
    assertEquals(reading.end, end, tool);
  }
});

Deno.test("readJunitCase() keeps earlier tries, of tests that passed at last and of those that did not", async () => {
  const { tests } = await read(surefire);
  assertEquals(tests[0]!.earlier?.map(({ outcome, message }) => [outcome, message]), [
    ["failed", "expected:<1> but was:<2>"],
    ["error", "boom"],
  ]);
  assertEquals(
    tests[0]!.earlier?.[0]?.details,
    "java.lang.AssertionError: expected:<1> but was:<2>\n\tat example.RetryTest.passesAtLast(RetryTest.java:12)",
  );
  assertEquals(tests[1]!.earlier?.map(({ outcome }) => outcome), ["failed", "error"]);
  assertStringIncludes(tests[1]!.details, "RetryTest.java:20");
  assertEquals("earlier" in tests[3]!, false);
});

Deno.test("readJunitCase() keeps the times of nextest's tries and leaves out what they printed", async () => {
  const { tests } = await read(nextest);
  assertEquals(tests[1]!.earlier, [{
    outcome: "failed",
    duration_ms: 3,
    message: "thread 'flaky' panicked at tests/basic.rs:53:9",
    details: "thread 'flaky' panicked at tests/basic.rs:53:9:\nattempt 1",
  }]);
  assertEquals(tests[2]!.earlier?.map(({ outcome }) => outcome), ["timed-out"]);
});

Deno.test("readJunitCase() reads a route that the test names, and nothing that is none", async () => {
  assertEquals((await read(pytest)).tests[0]!.route, "GET /users/{id}");
  const property = (value: string) =>
    suite(
      `<testcase name="a"><properties><property name="route" value="${value}"/></properties></testcase>`,
    );
  const routes = ["post /x ", "GET x", "users", "", "GET /a b"].map(async (value) =>
    (await read(property(value))).tests[0]!.route
  );
  assertEquals(await Promise.all(routes), ["POST /x", undefined, undefined, undefined, undefined]);
  const outside = `<properties><property name="route" value="GET /"/></properties>`;
  assertEquals((await read(suite(`${outside}<testcase name="a"/>`))).tests[0]!.route, undefined);
});

Deno.test("readJunitCase() takes the output of a failing test for its text where it has no other", async () => {
  const ctestFailure = (await read(ctest)).tests[1]!;
  assertEquals(ctestFailure.details, "expected 1, got 2");
  const { tests } = await read(suite(
    `<testcase name="a"><system-out>out</system-out><failure>text</failure></testcase>` +
      `<testcase name="b"><system-out>out</system-out><skipped/></testcase>` +
      `<testcase name="c"><failure/><system-out>${"x".repeat(100_000)}end</system-out></testcase>`,
  ));
  assertEquals(tests.slice(0, 2).map(({ details }) => details), ["text", ""]);
  assertEquals([tests[2]!.details.length, tests[2]!.details.endsWith("end")], [16 * 1024, true]);
});

Deno.test("readJunitCase() tells what Playwright kept beside the report", async () => {
  const told = (await read(playwright)).tests[1]!.details;
  assertStringIncludes(told, "attachment #1: note");
  assertEquals(told.includes("[[ATTACHMENT|"), false);
  const { tests } = await read(suite(
    `<testcase name="a"><failure>text</failure><system-out>x\n[[ATTACHMENT|trace.zip]]\n</system-out></testcase>`,
  ));
  assertEquals(tests[0]!.details, "text\n[[ATTACHMENT|trace.zip]]");
});

Deno.test("readJunitCase() bounds the elements and the text of one test", async () => {
  const tries = "<rerunFailure>some text</rerunFailure>".repeat(1000);
  const { tests } = await read(suite(`<testcase name="a"><failure/>${tries}</testcase>`));
  assertEquals(tests[0]!.earlier?.length, 99);
  const many = `<testcase name="a">${
    "<flakyFailure/>".repeat(200)
  }<failure>late</failure></testcase>`;
  const failed = (await read(suite(many))).tests[0]!;
  assertEquals([failed.outcome, failed.message, failed.earlier?.length], ["failed", "late", 99]);
  const long = `<rerunFailure>${"x".repeat(50_000)}</rerunFailure>`.repeat(4);
  const cut = (await read(suite(`<testcase name="a"><failure/>${long}</testcase>`))).tests[0]!;
  assertEquals(cut.earlier?.map(({ details }) => details.length), [50_000, 15_544, 0, 0]);
});

Deno.test("readSeconds() reads commas between thousands and an s, and refuses what is no duration", () => {
  const texts = ["1,234.5", "0.0011", "0.5s", "", "NaN", "-1", "1e400", "s", undefined];
  assertEquals(texts.map(readSeconds), [1_234_500, 1.1, 500, null, null, null, null, null, null]);
});
