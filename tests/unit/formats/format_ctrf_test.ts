import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  countCtrf,
  type CtrfStatus,
  ctrfStatus,
  makeCtrfEnvironment,
  makeCtrfHead,
  makeCtrfSummary,
  makeCtrfTest,
  makeCtrfTool,
  makeCtrfVerdict,
  NO_CTRF_TESTS,
} from "../../../lib/formats/format_ctrf.ts";
import { TEST_OUTCOMES, type TestOutcome } from "../../../lib/model/outcome.ts";
import { countTest, NO_TESTS } from "../../../lib/model/test_counts.ts";
import type { EarlierTry, TestRecord } from "../../../lib/model/test_result.ts";
import { ctrfFaults } from "../../support/ctrf_faults.ts";
import { greenRecord, SAMPLE_RECORDS } from "../../support/sample_record.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const LATE: EarlierTry = {
  outcome: "timed-out",
  duration_ms: 12.6,
  message: "too late",
  details: "E too late",
};

const STATUSES: Readonly<Record<TestOutcome, CtrfStatus>> = {
  "passed": "passed",
  "flaky": "passed",
  "expected-failure": "passed",
  "failed": "failed",
  "error": "failed",
  "unexpected-pass": "failed",
  "timed-out": "failed",
  "crashed": "failed",
  "skipped": "skipped",
  "not-run": "pending",
};

for (const outcome of TEST_OUTCOMES) {
  Deno.test(`ctrfStatus() says ${STATUSES[outcome]} of a test that is ${outcome}`, () => {
    assertEquals(ctrfStatus({ outcome, quarantine: null }), STATUSES[outcome]);
    const excused = STATUSES[outcome] === "failed" ? "other" : STATUSES[outcome];
    assertEquals(ctrfStatus({ outcome, quarantine: "unit::*" }), excused);
  });
}

Deno.test("countCtrf() counts as the record does", () => {
  const tests = TEST_OUTCOMES.flatMap((outcome) =>
    [null, "unit::*"].map((quarantine) => sampleTest({ outcome, quarantine }))
  );
  const ours = tests.reduce(countTest, NO_TESTS);
  assertEquals(tests.reduce(countCtrf, NO_CTRF_TESTS), {
    tests: ours.total,
    passed: ours.passed,
    failed: ours.failed,
    skipped: ours.skipped,
    pending: ours.not_run,
    other: ours.quarantined,
    flaky: ours.flaky,
  });
});

Deno.test("makeCtrfTest() keeps the tries of a flaky test, in their order", () => {
  const tries = [LATE, { ...LATE, outcome: "failed", duration_ms: null } as const];
  const made = makeCtrfTest(sampleTest({ outcome: "flaky", earlier: tries }), "unit");
  assertEquals([made.status, made.flaky, made.retries], ["passed", true, 2]);
  assertEquals(made.retryAttempts, [
    {
      attempt: 1,
      status: "failed",
      duration: 13,
      message: "too late",
      trace: "E too late",
      extra: { outcome: "timed-out" },
    },
    {
      attempt: 2,
      status: "failed",
      message: "too late",
      trace: "E too late",
      extra: { outcome: "failed" },
    },
  ]);
});

Deno.test("makeCtrfTest() tells where a failing test is and what it says", () => {
  const test = sampleTest({ route: "GET /sums", parameters: "1-2", quarantine: "unit::*" });
  assertEquals(makeCtrfTest(test, "e2e"), {
    testId: test.id,
    name: "test_adds",
    status: "other",
    duration: 3,
    suite: ["unit", "tests.test_sum"],
    message: test.message,
    trace: test.details,
    filePath: "tests/test_sum.py",
    line: 12,
    rawStatus: "failed",
    type: "e2e",
    parameters: { example: "1-2" },
    labels: { place: "container", attempt: 1, route: "GET /sums", quarantine: "unit::*" },
  });
});

const ANY_TRY: fc.Arbitrary<EarlierTry> = fc.record({
  outcome: fc.constantFrom(...TEST_OUTCOMES),
  duration_ms: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
  message: fc.string({ unit: "binary" }),
  details: fc.string(),
});

const ANY_TEST: fc.Arbitrary<TestRecord> = fc.record({
  id: fc.string(),
  suite: fc.string(),
  place: fc.constantFrom("container" as const, "failsafe" as const),
  attempt: fc.integer({ min: 1, max: 9 }),
  file: fc.string(),
  class: fc.string(),
  name: fc.string({ unit: "binary" }),
  parameters: fc.string(),
  occurrence: fc.constant(1),
  outcome: fc.constantFrom(...TEST_OUTCOMES),
  duration_ms: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
  message: fc.string(),
  details: fc.string(),
  line: fc.option(fc.integer({ min: 1 })),
  earlier: fc.array(ANY_TRY, { maxLength: 3 }),
  route: fc.option(fc.string()),
  fingerprint: fc.constant(null),
  quarantine: fc.option(fc.string()),
});

Deno.test("makeCtrfTest() agrees with the published schema whatever the test", () => {
  fc.assert(fc.property(
    fc.array(ANY_TEST),
    fc.constantFrom("unit" as const, "e2e" as const, "check" as const),
    fc.constantFrom(...Object.values(SAMPLE_RECORDS)),
    (tests, kind, makeRecord) => {
      const record = makeRecord();
      const document = {
        ...makeCtrfHead(record),
        results: {
          tool: makeCtrfTool(record),
          tests: tests.map((test) => makeCtrfTest(test, kind)),
          summary: makeCtrfSummary(record, tests.reduce(countCtrf, NO_CTRF_TESTS)),
          environment: makeCtrfEnvironment(record),
          extra: makeCtrfVerdict(record),
        },
      };
      assertEquals(ctrfFaults(JSON.parse(JSON.stringify(document))), []);
    },
  ));
});

Deno.test("makeCtrfEnvironment() leaves out a commit that nobody knows", () => {
  const record = greenRecord({ git: null });
  const made = makeCtrfEnvironment(record);
  assertEquals(["commit" in made, "branchName" in made], [false, false]);
});
