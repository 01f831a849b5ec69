import type { RunRecord, SuiteRecord } from "../../lib/model/run_record.ts";
import type { TestRecord } from "../../lib/model/test_result.ts";
import { countedExecution } from "../../lib/report/counted_execution.ts";
import { makeEnvironmentJson } from "../../lib/report/make_environment_json.ts";
import { makePlanJson } from "../../lib/report/make_plan_json.ts";
import { makeResultsJson } from "../../lib/report/make_results_json.ts";
import { makeRunJson } from "../../lib/report/make_run_json.ts";
import { makeSummaryJson } from "../../lib/report/make_summary_json.ts";
import { sampleCounts, sampleExecution, sampleSuite, sampleTest } from "./sample_suite.ts";

/** The files that a run leaves in its folder, by absolute path, as far as a record is read from them. */
export function recordFiles(
  folder: string,
  record: RunRecord,
  tests: Readonly<Record<string, readonly TestRecord[]>> = {},
): Record<string, string> {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const lines = record.suites.flatMap((suite) => {
    const own = suite.merged?.folder ?? countedExecution(suite)?.folder;
    const told = tests[suite.name];
    return own === undefined || told === undefined
      ? []
      : [[`${folder}/${own}/tests.jsonl`, linesOf(told)] as const];
  });
  return {
    [`${folder}/summary.json`]: json(makeSummaryJson(record)),
    [`${folder}/run.json`]: json(makeRunJson(record)),
    [`${folder}/results.json`]: json(makeResultsJson(record)),
    [`${folder}/plan.json`]: json(makePlanJson(record.plan)),
    [`${folder}/environment.json`]: json(makeEnvironmentJson(record)),
    ...Object.fromEntries(lines),
  };
}

/** Lines of `tests.jsonl`. */
export function linesOf(tests: readonly TestRecord[]): string {
  return tests.map((test) => `${JSON.stringify(test)}\n`).join("");
}

/** The suite unit with these tests, counted and judged by them. */
export function suiteOf(
  tests: readonly TestRecord[],
  changes: Partial<SuiteRecord> = {},
): SuiteRecord {
  const failed = tests.filter(({ outcome }) => outcome === "failed");
  const skipped = tests.filter(({ outcome }) => outcome === "skipped").length;
  const counts = sampleCounts(tests.length - failed.length - skipped, failed.length, skipped);
  const name = changes.name ?? "unit";
  const execution = sampleExecution({
    folder: `suites/${name}/container-1`,
    outcome: failed.length > 0 ? "failed" : "passed",
    why: `${failed.length} of ${counts.executed} tests failed`,
    exitCode: failed.length > 0 ? 1 : 0,
    report: { ...sampleExecution().report, counts, declared: null },
    failures: failed,
  });
  return sampleSuite(execution, changes);
}

/** A test of the suite unit by its name and outcome. */
export function testOf(
  name: string,
  outcome: TestRecord["outcome"] = "passed",
  changes: Partial<TestRecord> = {},
): TestRecord {
  const isRed = outcome === "failed";
  return sampleTest({
    name,
    outcome,
    message: isRed ? "assert 3 == 4" : "",
    details: isRed ? "E assert 3 == 4" : "",
    ...changes,
  });
}
