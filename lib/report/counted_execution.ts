import { NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts } from "../model/test_result.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";

/** The execution whose answer counts: the last one in the suite's place; null when it never ran. */
export function countedExecution(suite: SuiteRecord): Execution | null {
  return suite.executions.findLast((one) => one.place === suite.place) ?? null;
}

/** The tests of the execution that counts. */
export function countedTests(suite: SuiteRecord): TestCounts {
  return countedExecution(suite)?.report.counts ?? NO_TESTS;
}

/** Suites that ran and did not pass, in the order of the plan. */
export function failedSuites(suites: readonly SuiteRecord[]): readonly SuiteRecord[] {
  return suites.filter((suite) => suite.outcome !== "passed" && suite.outcome !== "not-run");
}
