import type { TestOutcome } from "./outcome.ts";

/** Name of the database in the outputs folder. */
export const HISTORY_NAME = "history.sqlite";

/** What is remembered of a run. */
export interface RememberedRun {
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly commit: string | null;
  readonly dirty: boolean;
  readonly verdict: string;
  /** False for a run whose failures say nothing about single tests: most failed, or a container died. */
  readonly isEvidence: boolean;
  /** True for all of a plan that came to an answer: only such a run teaches how long tests take. */
  readonly isWhole: boolean;
  readonly suites: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly durationMs: number;
  }[];
  /** Run ids of the records it was joined from; empty for a run of its own. */
  readonly joinedFrom: readonly string[];
}

/** What is remembered of one test of a run. */
export interface RememberedTest {
  readonly id: string;
  readonly suite: string;
  /** As in its record; empty where it tells none. */
  readonly file: string;
  readonly outcome: TestOutcome;
  readonly duration_ms: number | null;
  readonly fingerprint: string | null;
}

/** How one test ended in one run that is remembered. */
export interface PastResult {
  readonly runId: string;
  readonly startedAt: string;
  readonly commit: string | null;
  readonly dirty: boolean;
  readonly isEvidence: boolean;
  readonly outcome: TestOutcome;
  readonly durationMs: number | null;
  readonly fingerprint: string | null;
}

/** What the past of a test comes to. */
export interface TestPast {
  readonly id: string;
  /** When it was seen for the first time, ISO 8601 UTC. */
  readonly firstSeen: string;
  /** Runs looked at in which it ran, the newest ones. */
  readonly runs: number;
  readonly failures: number;
  /** Of the runs that are evidence: passed only when tried again, or with both answers for one commit. */
  readonly flakyRuns: number;
  /** Flaky runs over runs that are evidence, 0 to 1; null without any. */
  readonly flakeRate: number | null;
  /** Since when it fails without a pass in between; null when its newest result is none. */
  readonly failingSince:
    | { readonly runId: string; readonly startedAt: string; readonly commit: string | null }
    | null;
  /** Failing runs in a row up to the newest. */
  readonly failingRuns: number;
  /** Expected duration, milliseconds; null where it never told one. */
  readonly expectedMs: number | null;
}
