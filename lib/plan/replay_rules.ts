import type { ReplayState } from "../model/replay.ts";

/** How a suite or a test is meant by a request; `no`: the request names others. */
export const ASKINGS = ["all", "suite", "test", "gates", "no"] as const;
export type Asking = typeof ASKINGS[number];

/** What a rule speaks of. */
export type ReplaySubject = "suite" | "test";

/** One row of the decision table: what becomes of a suite or a test that was in this state. */
export interface ReplayRule {
  readonly subject: ReplaySubject;
  readonly state: ReplayState;
  /** For which requests it is run; never for `no`. */
  readonly runs: readonly Asking[];
  /** True where it stays to be done when it is not run. */
  readonly isOutstanding: boolean;
  /** Half a sentence, after the name of what it speaks of. */
  readonly why: string;
}

/** What is done with one suite or test. */
export interface ReplayDecision {
  readonly rerun: boolean;
  readonly isOutstanding: boolean;
  readonly why: string;
}

const WHOLE: readonly Asking[] = ["all", "suite", "gates"];
const EVER: readonly Asking[] = ["all", "suite", "test", "gates"];

/** Suites that did not pass: run unless others are named; with `--test`, only the tests named are run. */
const RED_SUITES = [
  ["failed", "failed"],
  ["error", "gave no answer that could be believed"],
  ["timed-out", "ran out of time, so what came later is not known"],
  ["crashed", "died, so what came later is not known"],
  ["not-run", "was not run, or its answer was lost"],
  ["cancelled", "was cancelled"],
  ["renamed", "did not pass under its former name"],
] as const;

const RED_TESTS = [
  ["failed", "failed"],
  ["error", "ended in an error"],
  ["timed-out", "ran out of time"],
  ["crashed", "died"],
  ["not-run", "was begun or planned, and has no answer"],
  ["cancelled", "was cancelled"],
  ["renamed", "did not pass in a suite that has another name now"],
] as const;

/** The decision table of replays. What it does not know is run. */
export const REPLAY_RULES: readonly ReplayRule[] = [
  ...RED_SUITES.map(([state, why]) => rule("suite", state, WHOLE, true, why)),
  rule("suite", "new", WHOLE, false, "is in the configuration and in no record"),
  rule("suite", "removed", [], true, "is not in the plan any more"),
  rule("suite", "passed-before", ["suite"], false, "passed"),
  ...RED_TESTS.map(([state, why]) => rule("test", state, EVER, true, why)),
  rule("test", "removed", [], true, "belongs to a suite that is not in the plan any more"),
  rule("test", "quarantined", ["test"], false, "failed, and quarantine excuses it"),
  rule("test", "flaky", ["test"], false, "passed when it was tried again"),
  rule("test", "skipped", ["test"], false, "was skipped"),
  rule("test", "passed-before", ["test"], false, "passed"),
];

/** What the table says of a suite or test in this state; a state it does not know is run unless others are named. */
export function judgeReplay(
  subject: ReplaySubject,
  state: ReplayState,
  asking: Asking,
): ReplayDecision {
  const row = REPLAY_RULES.find((one) => one.subject === subject && one.state === state) ??
    rule(subject, state, EVER, true, "ended in a way that is not known");
  const rerun = row.runs.includes(asking);
  return { rerun, isOutstanding: !rerun && row.isOutstanding, why: row.why };
}

/** True for a state that leaves something to be done until it is run again. */
export function isRed(subject: ReplaySubject, state: ReplayState): boolean {
  return judgeReplay(subject, state, "no").isOutstanding;
}

function rule(
  subject: ReplaySubject,
  state: ReplayState,
  runs: readonly Asking[],
  isOutstanding: boolean,
  why: string,
): ReplayRule {
  return { subject, state, runs, isOutstanding, why };
}
