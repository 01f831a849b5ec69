import { isFailing, TEST_OUTCOMES } from "../model/outcome.ts";
import { QUARANTINED } from "../model/test_columns.ts";
import type { TriageKind, TriageSeverity } from "../model/triage.ts";

/** What a comparison sees of an outcome; `excused`: it fails, and quarantine excuses it. */
export const TRIAGE_STATES = [
  "absent",
  "passed",
  "failing",
  "excused",
  "flaky",
  "skipped",
  "not-run",
] as const;
export type TriageState = typeof TRIAGE_STATES[number];

/** What a pair of states comes to: a kind, or one of three that are no change of a test. */
export type TriageRule = TriageKind | "same" | "compare" | "not-told";

/**
 * Every pair of states, the new run's first, the baseline's second. `compare`: it failed before too,
 * and the fingerprints decide. A failure that was excused and is no more counts as new: an expired
 * quarantine must bite.
 */
export const TRIAGE_RULES: Readonly<
  Record<TriageState, Readonly<Record<TriageState, TriageRule>>>
> = {
  "absent": {
    "absent": "same",
    "passed": "vanished",
    "failing": "vanished",
    "excused": "vanished",
    "flaky": "vanished",
    "skipped": "vanished",
    "not-run": "same",
  },
  "passed": {
    "absent": "new-test",
    "passed": "same",
    "failing": "fixed",
    "excused": "fixed",
    "flaky": "no-longer-flaky",
    "skipped": "same",
    "not-run": "same",
  },
  "failing": {
    "absent": "new-failure",
    "passed": "new-failure",
    "failing": "compare",
    "excused": "new-failure",
    "flaky": "new-failure",
    "skipped": "new-failure",
    "not-run": "new-failure",
  },
  "excused": {
    "absent": "quarantined",
    "passed": "quarantined",
    "failing": "quarantined",
    "excused": "quarantined",
    "flaky": "quarantined",
    "skipped": "quarantined",
    "not-run": "quarantined",
  },
  "flaky": {
    "absent": "new-flaky",
    "passed": "new-flaky",
    "failing": "new-flaky",
    "excused": "new-flaky",
    "flaky": "same",
    "skipped": "new-flaky",
    "not-run": "new-flaky",
  },
  "skipped": {
    "absent": "new-test",
    "passed": "no-longer-run",
    "failing": "no-longer-run",
    "excused": "no-longer-run",
    "flaky": "no-longer-run",
    "skipped": "same",
    "not-run": "same",
  },
  "not-run": {
    "absent": "not-told",
    "passed": "not-told",
    "failing": "not-told",
    "excused": "not-told",
    "flaky": "not-told",
    "skipped": "not-told",
    "not-run": "not-told",
  },
};

/** How much each kind asks for a person, in a suite that is required and in one that is not. */
export const TRIAGE_RANKS: Readonly<
  Record<TriageKind, { readonly required: TriageSeverity; readonly optional: TriageSeverity }>
> = {
  "new-failure": { required: "high", optional: "medium" },
  "changed-failure": { required: "high", optional: "medium" },
  "vanished": { required: "medium", optional: "low" },
  "no-longer-run": { required: "medium", optional: "low" },
  "new-flaky": { required: "medium", optional: "low" },
  "known-failure": { required: "low", optional: "low" },
  "quarantined": { required: "info", optional: "info" },
  "slower": { required: "low", optional: "info" },
  "new-test": { required: "info", optional: "info" },
  "no-longer-flaky": { required: "info", optional: "info" },
  "fixed": { required: "info", optional: "info" },
};

/** Index in `TRIAGE_STATES` of every state a row of columns can have. */
export const STATE_OF: Uint8Array = Uint8Array.from({ length: 2 * QUARANTINED }, (_, state) => {
  const outcome = TEST_OUTCOMES[state & (QUARANTINED - 1)];
  if (outcome === undefined) return 0;
  const word: TriageState = isFailing(outcome)
    ? (state & QUARANTINED ? "excused" : "failing")
    : outcome === "expected-failure"
    ? "passed"
    : outcome as TriageState;
  return TRIAGE_STATES.indexOf(word);
});
