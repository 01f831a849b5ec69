import { isFailing, type SuiteOutcome } from "../model/outcome.ts";
import type { QuarantineEntry } from "../model/quarantine.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { RecordedSuiteState, RecordedTest, ReplayState } from "../model/replay.ts";

/** One record, and its suites as far as a replay looks at them. */
export interface ReplaySource {
  readonly record: RecordedRun;
  readonly suites: readonly RecordedSuiteState[];
}

const OF_OUTCOME: Readonly<Record<SuiteOutcome, ReplayState>> = {
  "passed": "passed-before",
  "failed": "failed",
  "timed-out": "timed-out",
  "crashed": "crashed",
  "unproven": "error",
  "lost": "not-run",
  "not-run": "not-run",
  "cancelled": "cancelled",
};

/** The state of a suite in one record; what a cancelled run had not begun is cancelled too. */
export function suiteState({ outcome }: RecordedSuiteState, { verdict }: RecordedRun): ReplayState {
  const state = OF_OUTCOME[outcome];
  return state === "not-run" && verdict === "cancelled" ? "cancelled" : state;
}

/** The state of a test in one record; an excuse counts only while its entry is in the configuration. */
export function testState(
  { outcome, quarantine: excuse }: RecordedTest,
  quarantine: readonly QuarantineEntry[],
): ReplayState {
  const isExcused = excuse !== null && quarantine.some(({ id }) => id === excuse);
  if (isFailing(outcome) && isExcused) return "quarantined";
  if (outcome === "passed" || outcome === "expected-failure") return "passed-before";
  return outcome === "unexpected-pass" ? "failed" : outcome;
}

/** True for two parts of one sharded run: neither is a newer answer than the other. */
export function areSiblings(one: ReplaySource, other: ReplaySource): boolean {
  const [a, b] = [one.record.shard, other.record.shard];
  return a !== null && b !== null && a.plan_digest === b.plan_digest && a.total === b.total &&
    a.index !== b.index;
}
