import { STATE_OF, TRIAGE_STATES } from "./triage_rules.ts";
import type { TestColumns } from "../model/test_columns.ts";
import type { TestMatches } from "./match_tests.ts";

/** Shorter tests are all noise. */
const MEASURED_MS = 20;
/** Tests below which no common slowdown can be told. */
const SAMPLES_MIN = 20;
/** So many times as long as before, the common slowdown taken out. */
const RATIO = 3;
/** And so much longer. */
const EXTRA_MS = 1_000;

const PASSED = TRIAGE_STATES.indexOf("passed");
/** Steps of the logarithm to base 2 of a ratio that are told apart. */
const STEPS = 16;
const [LOWEST, HIGHEST] = [-10, 10];

/** By how much a new run is slower as a whole: the middle ratio of its tests, never below 1. */
export function measureSlowdown(
  before: TestColumns,
  after: TestColumns,
  { beforeOf }: TestMatches,
): number {
  const histogram = new Uint32Array((HIGHEST - LOWEST) * STEPS + 1);
  let samples = 0;
  for (let row = 0; row < after.count; row++) {
    const was = beforeOf[row]!;
    if (was < 0 || !isMeasured(before, was) || !isMeasured(after, row)) continue;
    const ratio = Math.log2(after.durationMs[row]! / before.durationMs[was]!);
    const step = Math.round((Math.min(Math.max(ratio, LOWEST), HIGHEST) - LOWEST) * STEPS);
    histogram[step]!++;
    samples++;
  }
  if (samples < SAMPLES_MIN) return 1;
  let seen = 0;
  const middle = histogram.findIndex((count) => (seen += count) * 2 >= samples);
  return Math.max(1, 2 ** (middle / STEPS + LOWEST));
}

function isMeasured({ state, durationMs }: TestColumns, row: number): boolean {
  return STATE_OF[state[row]!] === PASSED && durationMs[row]! >= MEASURED_MS;
}

/**
 * Milliseconds by which a test is longer than its run's slowdown explains; 0 unless that is three times
 * as long and a second more. One sample on each side is a hint and no proof: never a regression.
 */
export function slowerBy(beforeMs: number, afterMs: number, slowdown: number): number {
  if (beforeMs < 0 || afterMs < 0) return 0;
  const expected = beforeMs * slowdown;
  const extra = afterMs - expected;
  return extra >= EXTRA_MS && afterMs >= expected * RATIO ? extra : 0;
}
