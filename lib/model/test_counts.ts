import type { TestOutcome } from "./outcome.ts";
import type { TestCounts } from "./test_result.ts";

/** Counts of nothing. */
export const NO_TESTS: TestCounts = {
  total: 0,
  executed: 0,
  passed: 0,
  failed: 0,
  skipped: 0,
  not_run: 0,
};

/** The counts with one more test that ended so. */
export function countTest(counts: TestCounts, outcome: TestOutcome): TestCounts {
  const skipped = outcome === "skipped" ? 1 : 0;
  const notRun = outcome === "not-run" ? 1 : 0;
  const passed = outcome === "passed" || outcome === "expected-failure" ? 1 : 0;
  const executed = 1 - skipped - notRun;
  return {
    total: counts.total + 1,
    executed: counts.executed + executed,
    passed: counts.passed + passed,
    failed: counts.failed + (executed - passed),
    skipped: counts.skipped + skipped,
    not_run: counts.not_run + notRun,
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
  }), NO_TESTS);
}
