import { NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts } from "../model/test_result.ts";

/** Counts in words, nothing that is zero: `2 failed, 34 passed, 1 skipped`; "" for no test at all. */
export function formatCounts(counts: TestCounts): string {
  return [
    countOf(counts.failed, "failed"),
    countOf(counts.quarantined, "quarantined"),
    countOf(counts.passed, counts.flaky === 0 ? "passed" : `passed (${counts.flaky} flaky)`),
    countOf(counts.skipped, "skipped"),
    countOf(counts.not_run, "not run"),
  ].filter((part) => part !== "").join(", ");
}

/** A number with its noun: `1 test`, `2 tests`. */
export function formatNumber(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** True when a report named no test, or there was no report. */
export function hasNoTests(counts: TestCounts): boolean {
  return counts.total === NO_TESTS.total;
}

function countOf(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}`;
}
