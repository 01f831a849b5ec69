import type { StreamCounters } from "../model/observation.ts";
import type { SuiteOutcome } from "../model/outcome.ts";
import type {
  ExecutionJson,
  ResultsJson,
  SuiteCountsJson,
  SuiteJson,
} from "../model/results_json.ts";
import type { Execution, ReportSummary, RunRecord, SuiteRecord } from "../model/run_record.ts";
import { countedExecution, countedTests } from "./counted_execution.ts";
import {
  makeAnswer,
  makeCounts,
  makeFallback,
  makeFlaky,
  makeNotChecked,
  makeQuarantine,
  makeQuarantined,
} from "./make_parts.ts";

/** `results.json` of a run: counts over all and per suite, which ran where, what was not checked. */
export function makeResultsJson(record: RunRecord): ResultsJson {
  const executions = record.suites.flatMap((suite) => suite.executions);
  return {
    schema: "qa.results.v1",
    run_id: record.runId,
    ...makeAnswer(record),
    mode: record.mode,
    duration_ms: record.durationMs,
    ...makeCounts(record.counts),
    timeouts: executions.filter((one) => one.timedOut).length,
    suite_counts: countSuites(record.suites),
    suites: record.suites.map(makeSuite),
    not_checked: makeNotChecked(record),
    quarantine: makeQuarantine(record),
    ...(record.merge && { merge: record.merge }),
    ...(record.remote && { remote: record.remote }),
  };
}

function countSuites(suites: readonly SuiteRecord[]): SuiteCountsJson {
  const count = (outcome: SuiteOutcome) => suites.filter((one) => one.outcome === outcome).length;
  return {
    total: suites.length,
    passed: count("passed"),
    failed: count("failed"),
    timed_out: count("timed-out"),
    crashed: count("crashed"),
    unproven: count("unproven"),
    lost: count("lost"),
    not_run: count("not-run"),
    cancelled: count("cancelled"),
  };
}

function makeSuite(suite: SuiteRecord): SuiteJson {
  const { name, kind, runner, required, outcome, why, place, executions } = suite;
  return {
    name,
    kind,
    runner,
    required,
    outcome,
    why,
    place,
    duration_ms: executions.reduce((sum, one) => sum + one.durationMs, 0),
    ...makeCounts(countedTests(suite)),
    attempts: executions.filter((one) => one.place === place).length,
    tests_path: testsPathOf(suite),
    flaky_tests: makeFlaky(suite),
    quarantined_tests: makeQuarantined(suite),
    executions: executions.map(makeExecution),
    ...(suite.runs && { runs: [...suite.runs] }),
  };
}

function testsPathOf(suite: SuiteRecord): string | null {
  const folder = suite.merged?.folder ?? countedExecution(suite)?.folder;
  const hasTests = countedTests(suite).total > 0;
  return folder === undefined || !hasTests ? null : `${folder}/tests.jsonl`;
}

function makeExecution(execution: Execution): ExecutionJson {
  const { place, attempt, folder, outcome, why, signal, report } = execution;
  return {
    place,
    attempt,
    folder,
    outcome,
    why,
    exit_code: execution.exitCode,
    signal,
    timed_out: execution.timedOut,
    started_at: execution.startedAt,
    duration_ms: execution.durationMs,
    counts: makeCounts(report.counts),
    report: makeReport(report),
    argv: [...execution.argv],
    stdout: makeStream(execution.stdout),
    stderr: makeStream(execution.stderr),
    findings: [...execution.findings],
    fallback: makeFallback(execution.fallback),
    image_id: execution.container?.imageId ?? null,
  };
}

function makeStream(stream: StreamCounters): NonNullable<ExecutionJson["stdout"]> {
  const { bytes, lines, firstOutputMs, lastOutputMs } = stream;
  return { bytes, lines, first_output_ms: firstOutputMs, last_output_ms: lastOutputMs };
}

function makeReport(report: ReportSummary): ExecutionJson["report"] {
  const { status, path, problems, doubts, declared } = report;
  return { status, path, problems: [...problems], doubts: [...doubts], declared };
}
