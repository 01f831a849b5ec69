import { NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts } from "../model/test_result.ts";
import type { Execution, NamedTests, SuiteRecord } from "../model/run_record.ts";

/**
 * The execution that stands for its suite: the first attempt in the suite's place, which alone was to
 * run all of it; null when it never ran.
 */
export function countedExecution(suite: SuiteRecord): Execution | null {
  const inPlace = suite.executions.filter((one) => one.place === suite.place);
  return inPlace.findLast((one) => one.attempt === 1) ?? inPlace.at(-1) ?? null;
}

/** The tests of a suite, each once: those of all its attempts together where it was tried again. */
export function countedTests(suite: SuiteRecord): TestCounts {
  return suite.merged?.counts ?? countedExecution(suite)?.report.counts ?? NO_TESTS;
}

/** The tests of a suite that a reader must see by name, with all their tries. */
export function namedTests(suite: SuiteRecord): NamedTests {
  return suite.merged ?? countedExecution(suite) ?? { failures: [], flaky: [], quarantined: [] };
}

/** Suites that ran and did not pass, in the order of the plan. */
export function failedSuites(suites: readonly SuiteRecord[]): readonly SuiteRecord[] {
  return suites.filter((suite) => suite.outcome !== "passed" && suite.outcome !== "not-run");
}
