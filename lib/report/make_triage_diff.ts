import type { FirstAssertion } from "../model/failure_account.ts";
import { isFailing } from "../model/outcome.ts";
import type { RunRecord } from "../model/run_record.ts";
import type { TriageAccount, TriageChange } from "../model/triage.ts";
import type { DiagnosticJson, TriageDiffJson } from "../model/triage_diff_json.ts";
import { explainChange } from "./explain_change.ts";
import { formatRecordReplay } from "./format_record_replay.ts";

/** Regressions that one command names; with more it replays all that failed. */
const NAMED_MAX = 20;

/** `triage_diff.json` of a run that was compared with a baseline; null for any other. */
export function makeTriageDiff(record: RunRecord): TriageDiffJson | null {
  const { triage } = record;
  if (triage === undefined) return null;
  const { runId, record: given, gitSha, startedAt } = triage.baseline;
  const { isComplete, isUsableForFlakiness, reasons } = triage.comparable;
  const diagnostics = triage.changes.map((change, at) => makeDiagnostic(record, change, at + 1));
  return {
    schema: "qa.triage_diff.v1",
    run_id: record.runId,
    baseline: { run_id: runId, record: given, git_sha: gitSha, started_at: startedAt },
    status: triage.status,
    why: triage.why,
    only_regressions: triage.onlyRegressions,
    excused_suites: [...triage.excused],
    comparable: {
      is_complete: isComplete,
      usable_for_flakiness: isUsableForFlakiness,
      reasons: [...reasons],
    },
    summary: makeSummary(triage),
    suites: triage.suites.map(({ name, required, before, after, isRegression, why }) => ({
      suite: name,
      ...{ required, before, after, why },
      is_regression: isRegression,
      replay_command: isRegression ? formatRecordReplay(record, { suite: name }) : null,
    })),
    ranked_diagnostics: diagnostics,
    left_out: triage.leftOut + triage.changes.length - diagnostics.length,
    recommended_commands: makeCommands(record, triage),
  };
}

function makeSummary(triage: TriageAccount): TriageDiffJson["summary"] {
  const { counts } = triage;
  return {
    regression_count: triage.regressions,
    tests_before: triage.testsBefore,
    tests_after: triage.testsAfter,
    new_failures: counts["new-failure"],
    changed_failures: counts["changed-failure"],
    known_failures: counts["known-failure"],
    quarantined: counts.quarantined,
    fixed: counts.fixed,
    vanished: counts.vanished,
    no_longer_run: counts["no-longer-run"],
    not_told: triage.notTold,
    new_tests: counts["new-test"],
    new_flaky: counts["new-flaky"],
    no_longer_flaky: counts["no-longer-flaky"],
    slower: counts.slower,
    duration_before_ms: triage.durationBeforeMs,
    duration_after_ms: triage.durationAfterMs,
  };
}

function makeDiagnostic(record: RunRecord, change: TriageChange, rank: number): DiagnosticJson {
  const { kind, severity, id, suite, before, after } = change;
  return {
    rank,
    kind,
    severity,
    id,
    suite,
    before: before?.outcome ?? null,
    after: after?.outcome ?? null,
    duration_before_ms: before?.durationMs ?? null,
    duration_after_ms: after?.durationMs ?? null,
    fingerprint_before: before?.fingerprint ?? null,
    fingerprint_after: after?.fingerprint ?? null,
    first_failing_assertion: assertionIn(record, change),
    why: explainChange(change),
    // What passes now has nothing to show.
    replay_command: isShown(after) ? formatRecordReplay(record, { test: id }) : null,
  };
}

function isShown(after: TriageChange["after"]): boolean {
  return after !== null && (isFailing(after.outcome) || after.outcome === "flaky");
}

/** Where it fails in the suite's own code; as its report tells it where nobody has looked. */
function assertionIn(
  { suites }: RunRecord,
  { id, suite, after }: TriageChange,
): FirstAssertion | null {
  if (after === null || !isFailing(after.outcome)) return null;
  const known = suites.find(({ name }) => name === suite)?.diagnosis?.assertions ?? {};
  const { message, file, line } = after;
  return Object.hasOwn(known, id) ? known[id]! : { type: "", message, file, line };
}

/** Regressions among the changes that are told, the worst first. */
export function listRegressions({ changes }: TriageAccount): readonly TriageChange[] {
  return changes.filter(({ kind }) => kind === "new-failure" || kind === "changed-failure");
}

function makeCommands(
  record: RunRecord,
  triage: TriageAccount,
): TriageDiffJson["recommended_commands"] {
  const tests = listRegressions(triage).slice(0, NAMED_MAX);
  const single = [
    ...tests.map(({ id }) => formatRecordReplay(record, { test: id })),
    ...suitesAlone(triage).map((suite) => formatRecordReplay(record, { suite })),
  ];
  return {
    runner_repro_command: formatRepro(record, triage),
    ranked_repro_commands: single.filter((command) => command !== null),
  };
}

/** Suites that regressed without a test that tells it. */
function suitesAlone(triage: TriageAccount): readonly string[] {
  const told = new Set(listRegressions(triage).map(({ suite }) => suite));
  return triage.suites.filter(({ isRegression, name }) => isRegression && !told.has(name))
    .map(({ name }) => name);
}

/**
 * The command that replays every regression of a run; all that failed in it where the regressions are
 * too many to name, or lie in several places. Null where there is none.
 */
export function formatRepro(record: RunRecord, triage: TriageAccount): string | null {
  const tests = listRegressions(triage).map(({ id }) => id);
  const suites = suitesAlone(triage);
  if (tests.length + suites.length === 0) return null;
  const [suite] = suites;
  const what = suite === undefined && tests.length === triage.regressions &&
      tests.length <= NAMED_MAX
    ? { test: tests }
    : suite !== undefined && suites.length === 1 && tests.length === 0
    ? { suite }
    : {};
  return formatRecordReplay(record, what);
}
