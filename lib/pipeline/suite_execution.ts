import { judgeExecution } from "../classify/judge_execution.ts";
import { ExitJson } from "../model/exit_json.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { Place } from "../model/outcome.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { Execution } from "../model/run_record.ts";
import { type CollectedReport, collectReport, NO_REPORT } from "../observe/collect_report.ts";
import { makeExitJson } from "../report/make_exit_json.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { GateSession } from "./gate_session.ts";

/** One attempt no more: retries change this number, and nothing else. */
const ATTEMPT = 1;

/** An execution whose folders exist and whose start was told. */
export interface OpenedExecution {
  readonly suite: PlannedSuite;
  readonly command: SuiteCommand;
  readonly place: Place;
  /** Absolute, and relative to the run's folder. */
  readonly folder: string;
  readonly label: string;
  /** Private folder of this execution, absolute. */
  readonly spool: string;
  /** What stood at a report's fixed path before the start. */
  readonly before: { readonly sizeBytes: number; readonly modifiedMs: number | null } | null;
}

/** Makes the folders of an execution and tells its start. */
export async function openExecution(
  session: GateSession,
  suite: PlannedSuite,
  command: SuiteCommand,
  place: Place,
): Promise<OpenedExecution> {
  const label = `suites/${suite.name}/${place}-${ATTEMPT}`;
  const folder = `${session.run.path}/${label}`;
  const spool = `${session.run.spool}/${suite.name}-${place}-${ATTEMPT}`;
  for (const path of [folder, spool]) {
    const made = await session.host.files.makeDir(path);
    if (!made.ok) session.warn(`${label} cannot be created`);
  }
  const { report } = command;
  const fixed = report.from === "file" && report.path !== "{report}"
    ? await session.host.files.stat(`${session.plan.root}/${report.path}`)
    : null;
  session.emit({
    type: "suite-started",
    suite: suite.name,
    place,
    attempt: ATTEMPT,
    argv: [...command.argv],
  });
  return { suite, command, place, folder, label, spool, before: fixed };
}

/** Reads the report, judges, writes `exit.json`, tells the end. */
export async function closeExecution(
  session: GateSession,
  opened: OpenedExecution,
  facts: ExecutionFacts,
  freshReport: string,
): Promise<Execution> {
  const { suite, place, label, folder } = opened;
  const collected = await collect(session, opened, freshReport);
  const judgement = judgeExecution(facts, {
    suite: suite.name,
    runner: suite.runner,
    // A check is judged by its exit code alone, also when its tool leaves a report.
    needsReport: suite.kind !== "check",
    exitCodes: session.tables.runners.find((row) => row.id === suite.runner)?.exitCodes ?? {},
    report: collected.summary,
  });
  const execution: Execution = {
    place,
    attempt: ATTEMPT,
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
    container: facts.container?.account ?? null,
    ...judgement,
  };
  session.progress.delete(suite.name);
  await writeExit(session, execution, `${folder}/exit.json`);
  tellEnd(session, suite, execution);
  return execution;
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

async function collect(
  session: GateSession,
  opened: OpenedExecution,
  freshReport: string,
): Promise<CollectedReport> {
  const { host, plan, tables } = session;
  const { report } = opened.command;
  if (report.from === "nowhere") return NO_REPORT;
  const isFresh = report.from === "file" && report.path === "{report}";
  const path = report.from === "stdout"
    ? `${opened.folder}/stdout.log`
    : isFresh
    ? freshReport
    : `${plan.root}/${report.path}`;
  return await collectReport(host, {
    suite: opened.suite.name,
    place: opened.place,
    attempt: ATTEMPT,
    path,
    reader: tables.readers[report.format],
    before: opened.before,
    keepCopy: report.from === "file",
    folder: opened.folder,
    label: opened.label,
    redactor: session.redactor,
    warn: session.warn,
  });
}

/** What is known of the end of an execution, for a reader who looks at one folder only. */
async function writeExit(session: GateSession, execution: Execution, path: string): Promise<void> {
  const exit = ExitJson.parse(makeExitJson(execution));
  const text = redactJson(exit, `${execution.folder}/exit.json`, session.redactor, 2);
  const written = await session.host.files.writeWhole(path, `${text}\n`);
  if (!written.ok) session.warn(`${execution.folder}/exit.json was not written`);
}
