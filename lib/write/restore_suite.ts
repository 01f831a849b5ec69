import type { Host } from "../host/host.ts";
import type { FallbackJson } from "../model/json_parts.ts";
import { openNamedTests } from "../model/named_tests.ts";
import type { StreamCounters } from "../model/observation.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { ExecutionJson, ResultsJson, SuiteJson } from "../model/results_json.ts";
import type { Execution, NamedTests, SuiteRecord } from "../model/run_record.ts";
import type { CountsJson } from "../model/json_parts.ts";
import type { TestCounts } from "../model/test_result.ts";
import type { Fallback } from "../model/verdict.ts";
import { readPlainTest, readTestLine } from "../formats/read_test_line.ts";
import { sameBytes } from "../formats/same_bytes.ts";
import { MARKED } from "../model/test_columns.ts";
import { scanTestLines } from "./scan_test_lines.ts";

/**
 * One suite of a record as a run knows it: its executions, and its failing, flaky and excused tests
 * by name, read from the lines of the record. Containers are known by their image alone.
 */
export async function restoreSuite(
  host: Host,
  suite: SuiteJson,
  record: RecordedRun,
): Promise<SuiteRecord> {
  const { name, kind, runner, required, outcome, why, place } = suite;
  const named = await nameTests(host, suite, record);
  const restored = suite.executions.map((one) => restoreExecution(one, suite, record));
  const base = { name, kind, runner, required, outcome, why, place };
  const runs = suite.runs === undefined ? {} : { runs: suite.runs };
  const counted = countedAt(suite);
  const folder = suite.tests_path?.replace(/\/?tests\.jsonl$/, "") ?? null;
  const own = counted === -1 ? null : suite.executions[counted]!.folder;
  if (folder !== null && folder !== own) {
    const merged = { ...named, attempts: suite.attempts, folder, counts: restoreCounts(suite) };
    return { ...base, ...runs, executions: restored, merged };
  }
  const executions = restored.map((one, at) => at === counted ? { ...one, ...named } : one);
  return { ...base, ...runs, executions };
}

/** As a run picks the execution that stands for its suite. */
function countedAt({ executions, place }: SuiteJson): number {
  const isInPlace = (one: ExecutionJson): boolean => one.place === place;
  const first = executions.findLastIndex((one) => isInPlace(one) && one.attempt === 1);
  return first === -1 ? executions.findLastIndex(isInPlace) : first;
}

async function nameTests(
  host: Host,
  { name }: SuiteJson,
  record: RecordedRun,
): Promise<NamedTests> {
  const named = openNamedTests();
  const path = record.suites.find((one) => one.name === name)?.testsPath ?? null;
  if (path === null) return named.end();
  const isOwn = sameBytes(name);
  await scanTestLines(host, path, {
    plain(bytes, line) {
      if (!MARKED[line.outcome] || !isOwn(bytes, line.suiteStart, line.suiteEnd)) return;
      named.add(readPlainTest(bytes, line));
    },
    odd(bytes) {
      const test = readTestLine(bytes);
      if (test?.suite === name) named.add(test);
    },
  });
  return named.end();
}

function restoreExecution(
  json: ExecutionJson,
  { name }: SuiteJson,
  { files: { run, summary } }: RecordedRun,
): Execution {
  const { place, attempt, folder, outcome, why, report } = json;
  const command = run?.commands.find((one) =>
    one.suite === name && one.place === place && one.attempt === attempt
  );
  return {
    place,
    attempt,
    folder,
    outcome,
    why,
    argv: json.argv ?? command?.argv ?? [],
    startedAt: json.started_at,
    durationMs: json.duration_ms,
    exitCode: json.exit_code,
    signal: json.signal,
    timedOut: json.timed_out,
    stdout: restoreStream(json.stdout),
    stderr: restoreStream(json.stderr),
    report: { ...report, counts: restoreCounts(json.counts) },
    findings: json.findings ?? findingsOf(summary, name, attempt),
    fallback: restoreFallback(json.fallback ?? null),
    container: restoreContainer(json.image_id ?? null),
    failures: [],
    flaky: [],
    quarantined: [],
  };
}

/** An older record tells findings only for the suite: they are the first attempt's. */
function findingsOf(
  summary: RecordedRun["files"]["summary"],
  name: string,
  attempt: number,
): Execution["findings"] {
  if (summary === null || attempt !== 1) return [];
  return summary.findings.filter(({ suite }) => suite === name)
    .map(({ suite: _, ...finding }) => finding);
}

function restoreStream(json: ExecutionJson["stdout"]): StreamCounters {
  const { bytes = 0, lines = 0, first_output_ms, last_output_ms } = json ?? {};
  return {
    bytes,
    lines,
    firstOutputMs: first_output_ms ?? null,
    lastOutputMs: last_output_ms ?? null,
  };
}

function restoreContainer(imageId: string | null): Execution["container"] {
  if (imageId === null) return null;
  return {
    id: "",
    name: "",
    imageId,
    state: null,
    trailer: null,
    counters: null,
    events: [],
    signals: [],
    hasBegun: true,
    firstStartedAt: null,
    log: null,
  };
}

/** Counts as a run has them: what is stored as attempted is called executed there. */
export function restoreCounts(
  { total, attempted, passed, failed, skipped, not_run, flaky, quarantined }: CountsJson,
): TestCounts {
  return { total, executed: attempted, passed, failed, skipped, not_run, flaky, quarantined };
}

/** A container that was given up, as a run has it. */
export function restoreFallback(json: FallbackJson | null): Fallback | null {
  if (json === null) return null;
  const { proved_outside, ...rest } = json;
  return { ...rest, isOutside: proved_outside };
}

/** What became of each entry of the quarantine, as a run has it. */
export function restoreQuarantine({ quarantine }: ResultsJson) {
  return quarantine.map(({ expired, matched, excused: _, ...entry }) => ({
    entry,
    isExpired: expired,
    matched,
  }));
}
