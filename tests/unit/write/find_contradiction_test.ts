import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { RecordedRun } from "../../../lib/model/recorded_run.ts";
import { makeResultsJson } from "../../../lib/report/make_results_json.ts";
import { makeSummaryJson } from "../../../lib/report/make_summary_json.ts";
import { findContradiction } from "../../../lib/write/find_contradiction.ts";
import { suiteOf, testOf } from "../../support/record_files.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";

const SUMMARY = makeSummaryJson(redRecord());
const RESULTS = makeResultsJson(redRecord());

function judge(files: Partial<RecordedRun["files"]>): string | null {
  const none = {
    summary: null,
    run: null,
    results: null,
    plan: null,
    environment: null,
    bundle: null,
  };
  return findContradiction({ ...none, ...files });
}

Deno.test("findContradiction() has nothing to say of what the gate writes", () => {
  for (const record of [greenRecord(), redRecord()]) {
    const [summary, results] = [makeSummaryJson(record), makeResultsJson(record)];
    assertEquals(judge({ summary, results }), null);
  }
});

Deno.test("findContradiction() refuses names that are no names, and a suite that is told twice", () => {
  assertEquals(
    judge({ summary: { ...SUMMARY, failed_names: ["$(reboot)"] } }),
    'summary.json: "$(reboot)" is no name of a suite',
  );
  assertEquals(
    judge({ summary: { ...SUMMARY, failed_names: ["unit"] } }),
    "summary.json names the suite unit twice",
  );
  const [unit] = RESULTS.suites;
  assertEquals(
    judge({ results: { ...RESULTS, suites: [unit!, unit!] } }),
    "results.json names the suite unit twice",
  );
  assertEquals(judge({ summary: { ...SUMMARY, run_id: "../x" } }), '"../x" is no id of a run');
});

Deno.test("findContradiction() refuses more suites than any project has", () => {
  const failed_names = Array.from({ length: 200_000 }, (_, at) => `s${at}`);
  assertEquals(
    judge({ summary: { ...SUMMARY, failed_names } }),
    "summary.json names more than 10000 suites",
  );
});

Deno.test("findContradiction() refuses sums that do not add up", () => {
  const counts = { ...SUMMARY.counts, failed: SUMMARY.counts.failed + 1 };
  assertEquals(
    judge({ summary: { ...SUMMARY, counts } }),
    "summary.json has counts of tests that do not add up (38 in all)",
  );
  assertEquals(
    judge({ summary: { ...SUMMARY, total_suites: 1 } }),
    "summary.json counts 2 suites that passed or failed, and 1 in all",
  );
  const suite_counts = { ...RESULTS.suite_counts, total: 7 };
  assertEquals(
    judge({ results: { ...RESULTS, suite_counts } }),
    "results.json counts 7 suites and tells 2",
  );
});

Deno.test("findContradiction() refuses a red verdict without anything red", () => {
  const green = makeSummaryJson(greenRecord());
  assertEquals(
    judge({ summary: { ...green, verdict: "failed" } }),
    "the verdict is failed, and no suite is named",
  );
  const results = { ...makeResultsJson(greenRecord()), verdict: "failed" as const };
  assertEquals(judge({ results }), "the verdict is failed, and no suite did");
});

Deno.test("findContradiction() refuses two files of one run that do not agree", () => {
  assertEquals(
    judge({ summary: { ...SUMMARY, verdict: "infra" }, results: RESULTS }),
    "summary.json says infra and results.json failed",
  );
  const summary = { ...SUMMARY, failed_unit_names: ["other"] };
  assertEquals(
    judge({ summary, results: RESULTS }),
    "summary.json and results.json do not agree about other",
  );
});

Deno.test("findContradiction() never finds one in a record of a run, whatever its tests came to", () => {
  const outcome = fc.constantFrom<"passed" | "failed" | "skipped">("passed", "failed", "skipped");
  fc.assert(fc.property(fc.array(outcome, { minLength: 1, maxLength: 30 }), (outcomes) => {
    const unit = suiteOf(outcomes.map((one, at) => testOf(`t${at}`, one)));
    const counts = unit.executions[0]!.report.counts;
    const verdict = counts.failed > 0 ? "failed" : "passed";
    const record = greenRecord({ suites: [unit], counts, verdict });
    const [summary, results] = [makeSummaryJson(record), makeResultsJson(record)];
    assertEquals(judge({ summary, results }), null);
  }));
});
