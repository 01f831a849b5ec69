import { assertEquals, assertStringIncludes } from "@std/assert";
import { judgeProof } from "../../../lib/classify/judge_proof.ts";
import type { SuiteOutcome } from "../../../lib/model/outcome.ts";
import type { ReportSummary } from "../../../lib/model/run_record.ts";
import { countsOf, sampleContext, sampleFacts, sampleReport } from "../../support/sample_facts.ts";

const gone = (status: ReportSummary["status"]): ReportSummary =>
  sampleReport(countsOf(0), { status, problems: ["line 3: ends early"] });

const MISSING = sampleReport(countsOf(0), {
  status: "missing",
  problems: ['there is no report at "o.xml"'],
});

/** Two passed, two failed and are excused, and so many failed for good. */
function inQuarantine(change: Partial<ReportSummary> = {}, failed = 0): ReportSummary {
  const counts = countsOf(4, failed);
  return sampleReport({ ...counts, passed: 2, quarantined: 2 }, change);
}

const CASES: readonly (readonly [string, number | null, ReportSummary, SuiteOutcome, string])[] = [
  ["green agrees", 0, sampleReport(countsOf(5, 0, 2)), "passed", "agree"],
  ["red agrees", 1, sampleReport(countsOf(4, 1)), "failed", "1 of 5 tests failed (exit code 1)"],
  [
    "the rest was not run after a failure",
    1,
    sampleReport(countsOf(0, 1), { declared: { tests: 3, failures: 1, skipped: 0 } }),
    "failed",
    "1 of 1 tests failed (exit code 1); 2 more were planned and did not run",
  ],
  ["the exit code is unknown", null, sampleReport(countsOf(5)), "unproven", "not known"],
  ["there is no report", 0, MISSING, "unproven", 'no report at "o.xml", so nothing proves'],
  ["there is no report and it failed", 1, MISSING, "unproven", "exit code 1; there is no report"],
  ["the report is stale", 0, gone("stale"), "unproven", "older than this run"],
  [
    "the report is an empty file",
    0,
    sampleReport(countsOf(0), { status: "empty" }),
    "unproven",
    "empty file",
  ],
  ["the report is truncated", 0, gone("truncated"), "unproven", "line 3: ends early"],
  ["the report is malformed", 0, gone("malformed"), "unproven", "malformed"],
  ["the report was refused", 0, gone("refused"), "unproven", "line 3"],
  ["zero tests ran", 0, sampleReport(countsOf(0)), "unproven", "zero tests"],
  ["pytest found no tests", 5, sampleReport(countsOf(0)), "unproven", "no tests were found"],
  ["all were skipped", 0, sampleReport(countsOf(0, 0, 3)), "unproven", "all 3 were skipped"],
  ["a failure hides behind exit 0", 0, sampleReport(countsOf(4, 1)), "unproven", "has 1 failed"],
  ["exit 1 without a failing test", 1, sampleReport(countsOf(4)), "unproven", "none of the 4"],
  [
    "it declares failures that it does not show",
    0,
    sampleReport(countsOf(4), { declared: { tests: 4, failures: 2, skipped: 0 } }),
    "unproven",
    "declares 2 failures",
  ],
  [
    "it declares more tests than it shows",
    0,
    sampleReport(countsOf(4), { declared: { tests: 9, failures: 0, skipped: 0 } }),
    "unproven",
    "declares 9 tests and shows 4",
  ],
  ["all failures are in quarantine", 1, inQuarantine(), "passed", "failed and in quarantine: 2"],
  ["some failures are in quarantine", 1, inQuarantine({}, 1), "failed", "1 of 5 tests failed"],
  ["quarantined failures hide behind exit 0", 0, inQuarantine(), "unproven", "has 2 failed"],
  [
    "quarantine cannot explain the exit code",
    5,
    inQuarantine(),
    "unproven",
    "no tests were found), which failures in quarantine (2) do not explain",
  ],
  [
    "a report with quarantined failures is cut",
    1,
    inQuarantine({ status: "truncated" }),
    "unproven",
    "truncated",
  ],
  [
    "a report hides a failure behind quarantined ones",
    1,
    inQuarantine({ declared: { tests: 4, failures: 3, skipped: 0 } }),
    "unproven",
    "declares 3 failures and shows 2",
  ],
  [
    "a truncated report already shows failures",
    1,
    sampleReport(countsOf(4, 1), { status: "truncated" }),
    "failed",
    "the report is truncated",
  ],
];

for (const [when, code, report, outcome, why] of CASES) {
  Deno.test(`judgeProof() says ${outcome} when ${when}`, () => {
    const judged = judgeProof(sampleFacts(code), sampleContext(report));
    assertEquals(judged.outcome, outcome);
    assertStringIncludes(judged.why, why);
  });
}

Deno.test("judgeProof() judges a check by its exit code alone", () => {
  const context = sampleContext(gone("none"), { needsReport: false });
  assertEquals(judgeProof(sampleFacts(0), context).outcome, "passed");
  assertEquals(judgeProof(sampleFacts(3), context).outcome, "failed");
});

Deno.test("judgeProof() takes a part of a suite for passed of which all tests were skipped", () => {
  const report = sampleReport(countsOf(0, 0, 3));
  const judge = (isPart: boolean) =>
    judgeProof(sampleFacts(0), { ...sampleContext(report), isPart }).outcome;
  assertEquals([judge(false), judge(true)], ["unproven", "passed"]);
});
