import type { SuiteOutcome, TestOutcome } from "./outcome.ts";

/** What a test or a suite was in the records, as the decision table of replays sees it. */
export const REPLAY_STATES = [
  "failed",
  "error",
  "timed-out",
  "crashed",
  "not-run",
  "cancelled",
  "new",
  "removed",
  "renamed",
  "quarantined",
  "flaky",
  "skipped",
  "passed-before",
] as const;
export type ReplayState = typeof REPLAY_STATES[number];

/** What a user of a replay asks for beyond "what failed". */
export interface ReplayRequest {
  /** Only these suites; empty for all. */
  readonly suites: readonly string[];
  /** Only these tests: ids, or the end of an id behind `::`; empty for all that failed. */
  readonly tests: readonly string[];
  /** Only failed checks, which are judged by their exit code alone. */
  readonly gatesOnly: boolean;
  readonly debug: boolean;
  readonly serial: boolean;
  /** How often each selected test is run; 1 for once. */
  readonly repeat: number;
  /** Only what this shard of a sharded run was given; null for all. */
  readonly shardIndex: number | null;
}

/** Something that cannot be the same as in the record, told before a replay starts. */
export interface Difference {
  readonly what:
    | "commit"
    | "dirty-tree"
    | "configuration"
    | "image"
    | "limits"
    | "mode"
    | "variables"
    /** Network, user, folder or mounts: they are never taken from a record. */
    | "container"
    | "version"
    | "engine"
    | "machine"
    | "project";
  readonly recorded: string;
  readonly now: string;
  /** One sentence: what that may change, and what to do about it. */
  readonly effect: string;
}

/** What a replay runs of one suite, and why. */
export interface ReplayedSuite {
  readonly suite: string;
  /** `suite`: the whole of it, because its failing tests are not known or cannot be selected. */
  readonly scope: "tests" | "suite";
  /** Ids of the tests that were asked for. */
  readonly tests: readonly string[];
  readonly why: string;
}

/** Something that failed in the record and is not part of this replay: it stays to be done. */
export interface Outstanding {
  readonly suite: string;
  /** Id of the test; null for the whole suite. */
  readonly test: string | null;
  readonly state: ReplayState;
  readonly why: string;
}

/** Where a replay comes from and what it leaves to be done; part of its plan. */
export interface ReplayOrigin {
  /** Run ids of the records, oldest first. */
  readonly runIds: readonly string[];
  /** Absolute paths of the records as they were found. */
  readonly records: readonly string[];
  readonly differences: readonly Difference[];
  readonly suites: readonly ReplayedSuite[];
  readonly outstanding: readonly Outstanding[];
}

/** A test of a record, as far as a replay needs it. */
export interface RecordedTest {
  readonly id: string;
  readonly suite: string;
  readonly file: string;
  readonly class: string;
  readonly name: string;
  readonly outcome: TestOutcome;
  readonly quarantine: string | null;
}

/** A suite of a record, as far as a replay needs it. */
export interface RecordedSuiteState {
  readonly name: string;
  readonly kind: "unit" | "e2e" | "check";
  readonly outcome: SuiteOutcome;
  /**
   * Tests that matter: every one that is not plainly passed or skipped, those asked for by name, and
   * those that an earlier one of the records has among its own.
   */
  readonly tests: readonly RecordedTest[];
  /** Failing tests that the record counts and does not name; then the whole suite is run. */
  readonly unnamed: number;
  /** True where that run was given only some of its tests (a replay of single tests); absent: all. */
  readonly isPart?: boolean;
}
