import type { Place, SuiteOutcome, TestOutcome } from "./outcome.ts";

/** What became of a test since the baseline, in the order in which it is told. */
export const TRIAGE_KINDS = [
  "new-failure",
  "changed-failure",
  "vanished",
  "no-longer-run",
  "new-flaky",
  "known-failure",
  "quarantined",
  "slower",
  "new-test",
  "no-longer-flaky",
  "fixed",
] as const;
export type TriageKind = typeof TRIAGE_KINDS[number];

/** How much a change asks for a person, the most first. */
export const TRIAGE_SEVERITIES = ["high", "medium", "low", "info"] as const;
export type TriageSeverity = typeof TRIAGE_SEVERITIES[number];

/** The answer of a comparison. */
export const TRIAGE_STATUSES = [
  "regression",
  "known_failures_only",
  "improved",
  "stable",
] as const;
export type TriageStatus = typeof TRIAGE_STATUSES[number];

/** Changes that are told one by one; the counts are of all. */
export const TRIAGE_LISTED = 200;

/** One suite of one side of a comparison. */
export interface TriageSuite {
  readonly name: string;
  readonly kind: "unit" | "e2e" | "check";
  readonly required: boolean;
  readonly outcome: SuiteOutcome;
  readonly place: Place | null;
  /** Exit code of the execution that counts; null where it is not known. */
  readonly exitCode: number | null;
  /** `all` of its tests, or only a `part`: then one that is not told is not gone. */
  readonly tells: "all" | "part";
  /** Why only a part, half a sentence; "" for all. */
  readonly gap: string;
  /** Failing tests that are counted, those in quarantine left out. */
  readonly failed: number;
}

/** A change of one test, with what both runs say of it. */
export interface TriageChange {
  readonly kind: TriageKind;
  readonly severity: TriageSeverity;
  readonly id: string;
  readonly suite: string;
  readonly before: TriagedTest | null;
  readonly after: TriagedTest | null;
}

/** What a run says of a test that changed. */
export interface TriagedTest {
  readonly outcome: TestOutcome;
  readonly isQuarantined: boolean;
  readonly durationMs: number | null;
  readonly fingerprint: string | null;
  readonly message: string;
  readonly file: string;
  readonly line: number | null;
}

/** A suite that differs between two runs, or that failed beyond what its tests tell. */
export interface TriagedSuite {
  readonly name: string;
  readonly required: boolean;
  readonly before: SuiteOutcome | null;
  readonly after: SuiteOutcome | null;
  readonly isRegression: boolean;
  readonly why: string;
}

/** How many tests changed how; tests that did not change are in none. */
export type TriageCounts = Readonly<Record<TriageKind, number>>;

/** Whether two runs can be compared, and whether what is unsteady between them means anything. */
export interface Comparability {
  readonly isComplete: boolean;
  readonly isUsableForFlakiness: boolean;
  /** One sentence each. */
  readonly reasons: readonly string[];
}

/** What is new in a run since an earlier one. */
export interface TriageAccount {
  readonly baseline: {
    readonly runId: string;
    /** As it was given. */
    readonly record: string;
    readonly gitSha: string | null;
    readonly startedAt: string | null;
  };
  readonly status: TriageStatus;
  readonly why: string;
  readonly comparable: Comparability;
  readonly counts: TriageCounts;
  /** New and changed failures, and suites that regressed beyond what their tests tell. */
  readonly regressions: number;
  /** Tests of one run of which the other cannot tell. */
  readonly notTold: number;
  readonly testsBefore: number;
  readonly testsAfter: number;
  readonly durationBeforeMs: number;
  readonly durationAfterMs: number;
  readonly suites: readonly TriagedSuite[];
  /** Ranked, at most `TRIAGE_LISTED`. */
  readonly changes: readonly TriageChange[];
  /** Changes beyond those. */
  readonly leftOut: number;
  /** True when only a regression was to fail the run. */
  readonly onlyRegressions: boolean;
  /** Suites whose failure is known as a whole; with `onlyRegressions` they do not fail the run. */
  readonly excused: readonly string[];
}
