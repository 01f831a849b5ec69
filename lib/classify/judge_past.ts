import type { PastResult, TestPast } from "../model/history.ts";
import { isFailing, type TestOutcome } from "../model/outcome.ts";

/** What is remembered of one test. */
export interface RememberedPast {
  readonly id: string;
  readonly firstSeen: string;
  readonly expectedMs: number | null;
  /** The newest first. */
  readonly results: readonly PastResult[];
}

/**
 * What the past of a test comes to: how often it failed, how often it was unsteady, since when it
 * fails. A run in which most tests failed, or whose container died, says nothing about steadiness.
 */
export function judgePast({ id, firstSeen, expectedMs, results }: RememberedPast): TestPast {
  const told = results.filter(({ outcome }) => isAnswer(outcome));
  const evidence = told.filter(({ isEvidence }) => isEvidence);
  const flakyRuns = countFlaky(evidence);
  const failing = leadingFailures(told);
  return {
    id,
    firstSeen,
    runs: told.length,
    failures: told.filter(({ outcome }) => isFailing(outcome)).length,
    flakyRuns,
    flakeRate: evidence.length === 0 ? null : flakyRuns / evidence.length,
    failingSince: sinceOf(failing),
    failingRuns: failing.length,
    expectedMs,
  };
}

/** A test that was skipped or not run has given no answer. */
function isAnswer(outcome: TestOutcome): boolean {
  return outcome !== "skipped" && outcome !== "not-run";
}

/**
 * Runs that show unsteadiness by themselves, and, of runs of one clean commit with both answers, the
 * rarer answer: the code was the same, so at least that many were not about the code.
 */
function countFlaky(results: readonly PastResult[]): number {
  const byItself = results.filter(({ outcome }) => outcome === "flaky").length;
  const commits = Map.groupBy(
    results.filter(({ commit, dirty, outcome }) =>
      commit !== null && !dirty && outcome !== "flaky"
    ),
    ({ commit }) => commit,
  );
  const contradicting = [...commits.values()].reduce((sum, runs) => {
    const failed = runs.filter(({ outcome }) => isFailing(outcome)).length;
    return sum + Math.min(failed, runs.length - failed);
  }, 0);
  return byItself + contradicting;
}

/** The failing results before the newest one that is none. */
function leadingFailures(results: readonly PastResult[]): readonly PastResult[] {
  const end = results.findIndex(({ outcome }) => !isFailing(outcome));
  return end === -1 ? results : results.slice(0, end);
}

function sinceOf(failing: readonly PastResult[]): TestPast["failingSince"] {
  const first = failing.at(-1);
  if (first === undefined) return null;
  const { runId, startedAt, commit } = first;
  return { runId, startedAt, commit };
}
