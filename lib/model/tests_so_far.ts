/** A test that was begun and has not ended. */
export interface RunningTest {
  /** As its tool names it; a stranger's text. */
  readonly name: string;
  /** Monotonic milliseconds at which it was first seen to run. */
  readonly sinceMs: number;
}

/** How far the tests of a suite have come, as its tool tells while they run. */
export interface TestsSoFar {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** How many there will be; null where nobody says. */
  readonly planned: number | null;
  /** Oldest first, the first ones of many. */
  readonly running: readonly RunningTest[];
}
