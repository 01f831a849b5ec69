import type { TriageAccount, TriageChange, TriagedTest } from "../model/triage.ts";
import type { DiagnosticJson, TriageDiffJson } from "../model/triage_diff_json.ts";

/**
 * A comparison from its file, so that it can be told again. What the file does not keep stays empty:
 * words and places of the baseline's failures, but for what a sentence there quotes.
 */
export function restoreTriage(diff: TriageDiffJson): TriageAccount {
  const { baseline, comparable, summary } = diff;
  return {
    baseline: {
      runId: baseline.run_id,
      record: baseline.record,
      gitSha: baseline.git_sha,
      startedAt: baseline.started_at,
    },
    status: diff.status,
    why: diff.why,
    comparable: {
      isComplete: comparable.is_complete,
      isUsableForFlakiness: comparable.usable_for_flakiness,
      reasons: comparable.reasons,
    },
    counts: restoreCounts(summary),
    regressions: summary.regression_count,
    notTold: summary.not_told,
    testsBefore: summary.tests_before,
    testsAfter: summary.tests_after,
    durationBeforeMs: summary.duration_before_ms,
    durationAfterMs: summary.duration_after_ms,
    suites: diff.suites.map(({ suite, required, before, after, is_regression, why }) => ({
      name: suite,
      ...{ required, before, after, why },
      isRegression: is_regression,
    })),
    changes: diff.ranked_diagnostics.map(restoreChange),
    leftOut: diff.left_out,
    onlyRegressions: diff.only_regressions,
    excused: diff.excused_suites,
  };
}

function restoreCounts(summary: TriageDiffJson["summary"]): TriageAccount["counts"] {
  return {
    "new-failure": summary.new_failures,
    "changed-failure": summary.changed_failures,
    "vanished": summary.vanished,
    "no-longer-run": summary.no_longer_run,
    "new-flaky": summary.new_flaky,
    "known-failure": summary.known_failures,
    "quarantined": summary.quarantined,
    "slower": summary.slower,
    "new-test": summary.new_tests,
    "no-longer-flaky": summary.no_longer_flaky,
    "fixed": summary.fixed,
  };
}

/** What stands in front of a failure's old words in the sentence about it. */
const OLD_WORDS = "it failed before too, with another fingerprint: ";
const EXCUSED_BEFORE = "it failed in the baseline too, where quarantine excused it";

function restoreChange(told: DiagnosticJson): TriageChange {
  const { kind, severity, id, suite, why, first_failing_assertion: assertion } = told;
  const isQuarantined = kind === "quarantined";
  const was = why.startsWith(OLD_WORDS) ? why.slice(OLD_WORDS.length) : "";
  const before: TriagedTest | null = told.before === null ? null : {
    outcome: told.before,
    isQuarantined: why.startsWith(EXCUSED_BEFORE),
    durationMs: told.duration_before_ms,
    fingerprint: told.fingerprint_before,
    ...{ message: was, file: "", line: null },
  };
  const after: TriagedTest | null = told.after === null ? null : {
    outcome: told.after,
    isQuarantined,
    durationMs: told.duration_after_ms,
    fingerprint: told.fingerprint_after,
    message: [assertion?.type, assertion?.message].filter(Boolean).join(": "),
    file: assertion?.file ?? "",
    line: assertion?.line ?? null,
  };
  return { kind, severity, id, suite, before, after };
}
