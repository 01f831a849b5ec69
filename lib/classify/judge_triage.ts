import type { TriageCounts, TriagedSuite, TriageStatus } from "../model/triage.ts";

/** What the answer of a comparison is drawn from. */
export interface TriageFacts {
  readonly counts: TriageCounts;
  readonly suites: readonly TriagedSuite[];
  /** Suites whose failure is known as a whole. */
  readonly excused: readonly string[];
  readonly isComplete: boolean;
}

/** The answer, and one sentence why. */
export interface TriageJudgement {
  readonly status: TriageStatus;
  readonly why: string;
}

/**
 * Draws the answer of a comparison. `regression`: a test fails that did not, or in another way, or a
 * suite failed for a reason its tests do not tell. Else `known_failures_only`: something still fails.
 * Else `improved`: something is fixed, nothing is gone, and both runs tell all. Else `stable`.
 */
export function judgeTriage({ counts, suites, excused, isComplete }: TriageFacts): TriageJudgement {
  const broken = suites.filter((suite) => suite.isRegression);
  if (regressionsOf(counts) > 0) return { status: "regression", why: sayRegressions(counts) };
  const [first] = broken;
  if (first !== undefined) {
    return { status: "regression", why: `${first.name}: ${first.why}` };
  }
  if (counts["known-failure"] > 0 || excused.length > 0) {
    const known = counts["known-failure"];
    const what = known > 0 ? plural(known, "test fails", "tests fail") : excused.join(", ");
    return { status: "known_failures_only", why: `${what} as before, and nothing else` };
  }
  const gone = counts.vanished + counts["no-longer-run"];
  const better = counts.fixed + counts["no-longer-flaky"] + suites.filter(isMended).length;
  const lost = gone === 0 ? "" : `; ${plural(gone, "test is", "tests are")} gone or no longer run`;
  if (better > 0 && gone === 0 && isComplete) {
    return { status: "improved", why: `nothing fails that did not, and ${better} got better` };
  }
  const gap = isComplete ? "" : "; not all of it could be compared";
  return { status: "stable", why: `nothing fails that did not${lost}${gap}` };
}

function sayRegressions(counts: TriageCounts): string {
  const [fresh, changed] = [counts["new-failure"], counts["changed-failure"]];
  return [
    fresh === 0 ? "" : plural(fresh, "failure is new", "failures are new"),
    changed === 0
      ? ""
      : `${plural(changed, "test fails", "tests fail")} in another way than before`,
  ].filter((part) => part !== "").join(", ");
}

/** New and changed failures together. */
export function regressionsOf(counts: TriageCounts): number {
  return counts["new-failure"] + counts["changed-failure"];
}

function isMended({ before, after }: TriagedSuite): boolean {
  const wasRed = before === "failed" || before === "timed-out" || before === "crashed";
  return after === "passed" && wasRed;
}

function plural(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
