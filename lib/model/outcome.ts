/** Every way a single test can end. */
export const TEST_OUTCOMES = [
  "passed",
  "failed",
  "error",
  "skipped",
  "expected-failure",
  "unexpected-pass",
  "timed-out",
  "crashed",
  "not-run",
  "flaky",
] as const;

/** How a single test ended; `flaky`: it failed, and passed when it was tried again. */
export type TestOutcome = typeof TEST_OUTCOMES[number];

/** Every way a suite can end. */
export const SUITE_OUTCOMES = [
  "passed",
  "failed",
  "timed-out",
  "crashed",
  "unproven",
  "lost",
  "not-run",
  "cancelled",
] as const;

/**
 * How a suite ended. `lost`: its container or engine vanished before an answer; `unproven`: the
 * exit code and the report do not agree or one is missing; `not-run`: never started.
 */
export type SuiteOutcome = typeof SUITE_OUTCOMES[number];

/** Where a suite was run. */
export type Place = "container" | "failsafe";

/** True for outcomes of a test that make its suite red. */
export function isFailing(outcome: TestOutcome): boolean {
  return outcome === "failed" || outcome === "error" || outcome === "timed-out" ||
    outcome === "crashed" || outcome === "unexpected-pass";
}
