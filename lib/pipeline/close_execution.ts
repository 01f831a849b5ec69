import { blameDeadline } from "../classify/blame_deadline.ts";
import { findExpired } from "../classify/explain_quarantine.ts";
import { findLastWords, tellLastWords } from "../classify/find_last_words.ts";
import { judgeExecution } from "../classify/judge_execution.ts";
import { redactJson } from "../formats/redact_json.ts";
import { ExitJson } from "../model/exit_json.ts";
import { spellDuration } from "../model/duration.ts";
import type { ExecutionFacts, Judgement } from "../model/execution_facts.ts";
import type { PlannedSuite, ReportFormat } from "../model/plan.ts";
import type { Execution } from "../model/run_record.ts";
import { collectErrors, collectProgress } from "../observe/collect_progress.ts";
import {
  type CollectedReport,
  collectReport,
  NO_REPORT,
  type ReportRequest,
} from "../observe/collect_report.ts";
import { homeOf } from "../observe/steady_identity.ts";
import { makeExitJson } from "../report/make_exit_json.ts";
import type { GateSession } from "./gate_session.ts";
import { loadFingerprint } from "./load_fingerprint.ts";
import type { OpenedExecution } from "./open_execution.ts";

/** What our own reporters write is lines of JSON; everything else that leaves a file is XML. */
function copyName(format: ReportFormat): string {
  return format === "junit" || format === "deno" ? "report.xml" : "report.jsonl";
}

/** All of them are in results.json. */
const DOUBTS_TOLD = 3;

/** Reads the report, judges, writes `exit.json`, tells the end. */
export async function closeExecution(
  session: GateSession,
  opened: OpenedExecution,
  facts: ExecutionFacts,
): Promise<Execution> {
  const { suite, place, label, folder } = opened;
  const collected = await collect(session, opened, facts);
  const judged = judgeExecution(facts, {
    suite: suite.name,
    runner: suite.runner,
    // A check is judged by its exit code alone, also when its tool leaves a report.
    needsReport: suite.kind !== "check",
    isPart: session.plan.shard !== undefined,
    exitCodes: session.tables.runners.find((row) => row.id === suite.runner)?.exitCodes ?? {},
    report: collected.summary,
  });
  const timely = byDeadline(session, opened, judged);
  const worded = facts.exitCode === 0
    ? timely
    : await withLastWords(session, opened, collected, timely);
  const judgement = withExpired(session, opened, collected, worded);
  const execution: Execution = {
    place,
    attempt: opened.attempt,
    folder: label,
    argv: facts.argv,
    startedAt: facts.startedAt,
    durationMs: facts.durationMs,
    exitCode: facts.exitCode,
    signal: facts.signal,
    timedOut: facts.timedOut,
    stdout: facts.stdout,
    stderr: facts.stderr,
    report: collected.summary,
    failures: collected.failures,
    flaky: collected.flaky,
    quarantined: collected.quarantined,
    ...(collected.causes && { causes: collected.causes }),
    container: facts.container?.account ?? null,
    ...judgement,
  };
  for (const doubt of collected.summary.doubts.slice(0, DOUBTS_TOLD)) {
    session.warn(`${label}: the report does not agree with itself: ${doubt}`);
  }
  session.progress.delete(suite.name);
  await writeExit(session, execution, `${folder}/exit.json`);
  tellEnd(session, suite, execution);
  return execution;
}

/** A suite whose time was cut to what was left of the run's was ended by the run's deadline. */
function byDeadline(
  { deadline }: GateSession,
  { suite, place, command }: OpenedExecution,
  judged: Judgement,
): Judgement {
  const planned = place === "container" ? suite.full : suite.failsafe;
  const isCut = command.timeoutMs < (planned?.timeoutMs ?? 0);
  return isCut ? blameDeadline(judged, spellDuration(deadline.lengthMs ?? 0)) : judged;
}

/** Where nothing is proved and nobody knows why, what the tool said is the best that there is. */
async function withLastWords(
  { host }: GateSession,
  { folder, label }: OpenedExecution,
  { summary }: CollectedReport,
  judged: Judgement,
): Promise<Judgement> {
  const isOpen = judged.outcome === "unproven" && judged.findings.length === 0;
  if (!isOpen || summary.counts.total > 0) return judged;
  for (const name of ["stderr.log", "stdout.log"]) {
    const read = await host.files.readText(`${folder}/${name}`, LAST_WORDS_BYTES);
    const words = read.ok ? findLastWords(read.value) : null;
    if (words !== null) return { ...judged, findings: [tellLastWords(words, `${label}/${name}`)] };
  }
  return judged;
}

/** A tool that told of no test has printed little; more is not looked through. */
const LAST_WORDS_BYTES = 1024 * 1024;

/** The first failing test whose quarantine is over is told loudly. */
function withExpired(
  { quarantine }: GateSession,
  { label }: OpenedExecution,
  { failures }: CollectedReport,
  judged: Judgement,
): Judgement {
  const found = failures.flatMap((test) => {
    const entry = quarantine.expiredFor(test);
    return entry === null ? [] : [findExpired(entry, test.id, `${label}/tests.jsonl`)];
  });
  return { ...judged, findings: [...judged.findings, ...found.slice(0, EXPIRED_TOLD)] };
}

/** An expired pattern may mean hundreds of tests; a few of them show what is meant. */
const EXPIRED_TOLD = 3;

function basesOf({ plan }: GateSession, { container }: PlannedSuite): readonly string[] {
  return container === null ? [plan.root] : [plan.root, container.workdir];
}

function tellEnd(session: GateSession, suite: PlannedSuite, execution: Execution): void {
  session.emit({
    type: "suite-ended",
    suite: suite.name,
    place: execution.place,
    attempt: execution.attempt,
    outcome: execution.outcome,
    exit_code: execution.exitCode,
    duration_ms: Math.round(execution.durationMs),
    counts: execution.report.counts,
    why: execution.why,
  });
}

/** Reads the report; where it is missing or cut, the tests as they were told while they ran. */
async function collect(
  session: GateSession,
  opened: OpenedExecution,
  facts: ExecutionFacts,
): Promise<CollectedReport> {
  const { host, tables } = session;
  const { report } = opened.command;
  if (report.from === "nowhere") return NO_REPORT;
  const home = homeOf(opened.command.cwd, basesOf(session, opened.suite));
  const runner = opened.command.request?.runner ?? opened.suite.runner;
  const request: ReportRequest = {
    suite: opened.suite.name,
    kind: opened.suite.kind,
    place: opened.place,
    attempt: opened.attempt,
    home,
    fingerprint: () => loadFingerprint(runner, home),
    excuse: session.quarantine.excuse,
    path: opened.reportPath,
    ...(report.from === "file" && report.path !== "{report}" && { toldPlace: report.path }),
    realFolder: opened.realReportFolder,
    reader: await tables.readers[report.format](),
    before: opened.before,
    copyAs: report.from === "file" ? copyName(report.format) : null,
    folder: opened.folder,
    label: opened.label,
    redactor: session.redactor,
    warn: session.warn,
    unfinished: facts.cancelled ? "not-run" : facts.timedOut ? "timed-out" : "crashed",
  };
  const collected = await collectReport(host, request);
  if (report.from === "stdout" && collected.summary.counts.total === 0 && facts.exitCode !== 0) {
    return await collectErrors(host, request, collected);
  }
  const isCut = collected.summary.status !== "whole" && collected.summary.status !== "refused";
  if (!isCut || opened.progress === null || report.from !== "file" || !report.progress) {
    return collected;
  }
  const reader = await tables.readers[report.progress.format]();
  return await collectProgress(host, { ...request, ...opened.progress, reader }, collected);
}

/** What is known of the end of an execution, for a reader who looks at one folder only. */
async function writeExit(session: GateSession, execution: Execution, path: string): Promise<void> {
  const exit = ExitJson.parse(makeExitJson(execution), { jitless: true });
  const text = redactJson(exit, `${execution.folder}/exit.json`, session.redactor, 2);
  const written = await session.host.files.writeWhole(path, `${text}\n`);
  if (!written.ok) session.warn(`${execution.folder}/exit.json was not written`);
}
