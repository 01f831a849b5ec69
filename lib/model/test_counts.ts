import { isFailing } from "./outcome.ts";
import type { TestCounts, TestRecord } from "./test_result.ts";

/** Counts of nothing. */
export const NO_TESTS: TestCounts = {
  total: 0,
  executed: 0,
  passed: 0,
  failed: 0,
  skipped: 0,
  not_run: 0,
  flaky: 0,
  quarantined: 0,
};

/** What one test adds to the counts. */
export type CountedTest = Pick<TestRecord, "outcome" | "quarantine">;

/** The counts with one more test; a failure in quarantine counts as such and not as failed. */
export function countTest(counts: TestCounts, test: CountedTest): TestCounts {
  const { outcome } = test;
  const skipped = outcome === "skipped" ? 1 : 0;
  const notRun = outcome === "not-run" ? 1 : 0;
  const flaky = outcome === "flaky" ? 1 : 0;
  const failing = isFailing(outcome) ? 1 : 0;
  const quarantined = failing === 1 && test.quarantine !== null ? 1 : 0;
  const executed = 1 - skipped - notRun;
  return {
    total: counts.total + 1,
    executed: counts.executed + executed,
    passed: counts.passed + (executed - failing),
    failed: counts.failed + (failing - quarantined),
    skipped: counts.skipped + skipped,
    not_run: counts.not_run + notRun,
    flaky: counts.flaky + flaky,
    quarantined: counts.quarantined + quarantined,
  };
}

/** The sum of several counts. */
export function addCounts(all: readonly TestCounts[]): TestCounts {
  return all.reduce((sum, one) => ({
    total: sum.total + one.total,
    executed: sum.executed + one.executed,
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    skipped: sum.skipped + one.skipped,
    not_run: sum.not_run + one.not_run,
    flaky: sum.flaky + one.flaky,
    quarantined: sum.quarantined + one.quarantined,
  }), NO_TESTS);
}
