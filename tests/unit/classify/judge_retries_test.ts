import { assertEquals, assertStringIncludes } from "@std/assert";
import { isBelieved, judgeAttempts, judgeRetry } from "../../../lib/classify/judge_retries.ts";
import type { SuiteOutcome } from "../../../lib/model/outcome.ts";
import type { Execution, MergedAttempts, ReportSummary } from "../../../lib/model/run_record.ts";
import type { TestCounts, TestRecord } from "../../../lib/model/test_result.ts";
import { sampleCounts, sampleExecution, sampleTest } from "../../support/sample_suite.ts";

const LIMITS = { maxRerunFailures: 3, exitCodes: { 1: "tests-failed", 2: "interrupted" } } as const;

function failed(
  count: number,
  change: Partial<Execution> = {},
  report: Partial<ReportSummary> = {},
) {
  const counts = sampleCounts(5, count);
  const failures = Array.from({ length: count }, (_, at) => sampleTest({ id: `unit::t${at}` }));
  const sample = sampleExecution({ outcome: "failed", exitCode: 1, failures, ...change });
  return { ...sample, report: { ...sample.report, declared: null, counts, ...report } };
}

function why(tried: Execution, failing: readonly TestRecord[] = tried.failures): string | null {
  return judgeRetry(tried, failing, LIMITS);
}

Deno.test("judgeRetry() tries failed tests again, up to the most that is allowed", () => {
  assertEquals([1, 3].map((count) => why(failed(count))), [null, null]);
  assertStringIncludes(why(failed(4)) ?? "", "4 tests failed, and more than 3 are not tried again");
});

for (
  const outcome of ["crashed", "timed-out", "unproven", "lost", "cancelled", "passed"] as const
) {
  Deno.test(`judgeRetry() does not try a suite again that ${outcome}`, () => {
    assertStringIncludes(why(failed(1, { outcome })) ?? "", "not tried again");
  });
}

const DOUBTS: Readonly<Record<string, readonly [Execution, string]>> = {
  "a check": [failed(0), "it tells of none"],
  "a collection error": [failed(1, { exitCode: 2 }), "could not collect"],
  "a cut report": [failed(1, {}, { status: "truncated" }), "truncated"],
  "a report that lacks tests": [
    failed(1, {}, { declared: { tests: 9, failures: 1, skipped: 0 } }),
    "declares 9 tests and shows 6",
  ],
  "a report that hides a failure": [
    failed(1, {}, { declared: { tests: 6, failures: 2, skipped: 0 } }),
    "declares 2 failures and shows 1",
  ],
  "a test that crashed": [
    failed(1, { failures: [sampleTest({ outcome: "crashed" })] }),
    "a crash is not tried again",
  ],
  "a file that could not be loaded": [
    failed(1, { failures: [sampleTest({ outcome: "error", message: "collection failure" })] }),
    "outside of a test",
  ],
  "a package that was not built": [
    failed(1, { failures: [sampleTest({ outcome: "error", name: "[build failed]" })] }),
    "outside of a test",
  ],
};

for (const [what, [tried, words]] of Object.entries(DOUBTS)) {
  Deno.test(`judgeRetry() does not try ${what} again`, () => {
    assertStringIncludes(why(tried) ?? "", words);
  });
}

Deno.test("judgeRetry() knows an exit code without a meaning as one of failed tests", () => {
  assertEquals(why(failed(1, { exitCode: 101 })), null);
});

Deno.test("isBelieved() demands a proved end, a whole report and no mass failure", () => {
  const believed = (tried: Execution): boolean => isBelieved(tried, LIMITS);
  assertEquals([failed(0, { outcome: "passed" }), failed(3)].map(believed), [true, true]);
  const ends: readonly SuiteOutcome[] = ["crashed", "timed-out", "unproven", "lost", "cancelled"];
  assertEquals(ends.some((outcome) => believed(failed(1, { outcome }))), false);
  assertEquals([failed(4), failed(1, {}, { status: "truncated" })].some(believed), false);
});

function merged(counts: TestCounts): MergedAttempts {
  const none = { failures: [], flaky: [], quarantined: [] };
  return { ...none, attempts: 2, folder: "suites/unit", counts };
}

Deno.test("judgeAttempts() is green only when no test is left failing", () => {
  const flaky = { ...sampleCounts(6), flaky: 1 };
  assertEquals(judgeAttempts(merged(flaky)), {
    outcome: "passed",
    why: "1 of 6 tests passed only when tried again (2 attempts)",
  });
  assertEquals(judgeAttempts(merged(sampleCounts(5, 1))), {
    outcome: "failed",
    why: "1 of 6 tests failed (2 attempts)",
  });
  const both = { ...sampleCounts(5, 1), flaky: 2 };
  assertStringIncludes(judgeAttempts(merged(both)).why, "; 2 of 6 tests passed only when");
});
