import { isEvidenceOfFlakiness } from "../classify/judge_evidence.ts";
import { type JudgedTests, judgeTests, type TriageSide } from "../classify/judge_tests.ts";
import { type JudgedSuites, judgeSuites } from "../classify/judge_suites.ts";
import { judgeTriage, regressionsOf } from "../classify/judge_triage.ts";
import { rankChanges } from "../classify/rank_changes.ts";
import { SCAN_KEY_WORDS } from "../formats/scan_tests.ts";
import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import { outcomeOf } from "../model/test_columns.ts";
import { addCounts } from "../model/test_counts.ts";
import type { TriageAccount } from "../model/triage.ts";
import type { Fallback } from "../model/verdict.ts";
import { countedExecution, countedTests } from "../report/counted_execution.ts";
import { explainComparability } from "../report/explain_comparability.ts";
import { drawKey } from "../write/draw_key.ts";
import { type LoadedTests, loadTests } from "../write/load_tests.ts";
import { type BothTests, loadChanges } from "./load_changes.ts";
import { suitesOfRecord, suitesOfRun } from "./triage_sides.ts";

/** What a run is compared with, and what that decides. */
export interface TriageRequest {
  readonly baseline: RecordedRun;
  /** True: a failure that the baseline has too does not fail the run. */
  readonly onlyRegressions: boolean;
}

/** A run whose suites are over and whose tests are on disk. */
export interface TriagedRun {
  readonly plan: Plan;
  readonly suites: readonly SuiteRecord[];
  /** Absolute folder of the run. */
  readonly folder: string;
  readonly fallback: Fallback | null;
  readonly isInterrupted: boolean;
}

/**
 * Compares a run with its baseline: both are read into columns at the same time, every test is judged,
 * and the lines of what is told one by one are read again. A million tests on each side take about a
 * second and 90 MB.
 */
export async function triageRun(
  host: Host,
  run: TriagedRun,
  { baseline, onlyRegressions }: TriageRequest,
): Promise<TriageAccount> {
  const key = Uint32Array.from(drawKey(host, SCAN_KEY_WORDS));
  const [before, after] = await Promise.all([
    loadTests(host.files, placeOfRecord(baseline), key),
    loadTests(host.files, { paths: pathsOfRun(run), named: [] }, key),
  ]);
  const sides = sidesOf(run, baseline, { before, after });
  const evidence = evidenceOf(run, baseline, { before, after });
  const tests = judgeTests(sides.before, sides.after, {
    before: evidence.before.isEvidence,
    after: evidence.after.isEvidence,
  });
  const suites = judgeSuites({
    before: sides.before.suites,
    after: sides.after.suites,
    failures: tests.failures,
  });
  const comparable = explainComparability({
    ...tests,
    knowsAllSuites: baseline.knowsAllSuites,
    before: {
      ...before,
      suites: sides.before.suites,
      repeated: tests.repeatedBefore,
      doubts: evidence.before.reasons,
      gaps: baseline.gaps,
    },
    after: {
      ...after,
      suites: sides.after.suites,
      repeated: tests.repeatedAfter,
      doubts: evidence.after.reasons,
      gaps: [],
    },
  });
  const { isComplete } = comparable;
  const judged = judgeTriage({ counts: tests.counts, ...suites, isComplete });
  const ranked = rankChanges(tests.rows);
  const total = Object.values(tests.counts).reduce((sum, count) => sum + count, 0);
  return {
    baseline: {
      runId: baseline.runId,
      record: baseline.given,
      gitSha: baseline.environment?.git_sha ?? null,
      startedAt: baseline.startedAt,
    },
    ...judged,
    comparable,
    counts: tests.counts,
    regressions: countRegressions(tests, suites),
    notTold: tests.notTold,
    testsBefore: before.columns.count,
    testsAfter: after.columns.count,
    durationBeforeMs: durationOf(before),
    durationAfterMs: durationOf(after),
    ...suites,
    changes: await loadChanges(host, ranked, { before, after }),
    leftOut: total - ranked.length,
    onlyRegressions,
  };
}

function placeOfRecord({ suites }: RecordedRun) {
  const paths = suites.flatMap(({ testsPath }) => testsPath === null ? [] : [testsPath]);
  const named = suites.filter(({ testsPath }) => testsPath === null).flatMap((one) => one.named);
  return { paths: [...new Set(paths)], named };
}

function pathsOfRun({ suites, folder }: TriagedRun): readonly string[] {
  return suites.flatMap((suite) => {
    const told = suite.merged?.folder ?? countedExecution(suite)?.folder ?? null;
    const hasTests = countedTests(suite).total > 0;
    return told === null || !hasTests ? [] : [`${folder}/${told}/tests.jsonl`];
  });
}

function sidesOf(
  { plan, suites }: TriagedRun,
  baseline: RecordedRun,
  { before, after }: BothTests,
): { readonly before: TriageSide; readonly after: TriageSide } {
  const { knowsAllSuites } = baseline;
  return {
    before: {
      columns: before.columns,
      suites: suitesOfRecord(baseline, plan.shard ?? null),
      knowsAllSuites,
    },
    after: {
      columns: after.columns,
      suites: suitesOfRun(plan, suites, baseline),
      knowsAllSuites: true,
    },
  };
}

function evidenceOf(run: TriagedRun, baseline: RecordedRun, { before, after }: BothTests) {
  const { results, summary } = baseline.files;
  const told = results ?? summary?.counts ?? { attempted: 0, failed: 0, quarantined: 0 };
  return {
    before: isEvidenceOfFlakiness({
      suites: baseline.suites,
      counts: { executed: told.attempted, failed: told.failed, quarantined: told.quarantined },
      verdict: baseline.verdict,
      fallback: summary?.fallback ?? null,
      crashed: countCrashed(before),
    }),
    after: isEvidenceOfFlakiness({
      suites: run.suites,
      counts: addCounts(run.suites.map(countedTests)),
      verdict: run.isInterrupted ? "cancelled" : "",
      fallback: run.fallback,
      crashed: countCrashed(after),
    }),
  };
}

function countCrashed({ columns }: LoadedTests): number {
  const rows = columns.marked.row.subarray(0, columns.marked.count);
  return rows.reduce((sum, row) => sum + Number(outcomeOf(columns, row) === "crashed"), 0);
}

function countRegressions(tests: JudgedTests, { suites }: JudgedSuites): number {
  const alone = suites.filter(({ name, isRegression }) =>
    isRegression && (tests.failures.get(name)?.regressions ?? 0) === 0
  );
  return regressionsOf(tests.counts) + alone.length;
}

function durationOf({ columns }: LoadedTests): number {
  let sum = 0;
  for (let row = 0; row < columns.count; row++) sum += Math.max(0, columns.durationMs[row]!);
  return Math.round(sum);
}
