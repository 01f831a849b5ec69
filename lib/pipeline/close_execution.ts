import { judgeExecution } from "../classify/judge_execution.ts";
import { redactJson } from "../formats/redact_json.ts";
import { ExitJson } from "../model/exit_json.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { PlannedSuite } from "../model/plan.ts";
import type { Execution } from "../model/run_record.ts";
import { type CollectedReport, collectReport, NO_REPORT } from "../observe/collect_report.ts";
import { makeExitJson } from "../report/make_exit_json.ts";
import type { GateSession } from "./gate_session.ts";
import { ATTEMPT, type OpenedExecution } from "./open_execution.ts";

/** Reads the report, judges, writes `exit.json`, tells the end. */
export async function closeExecution(
  session: GateSession,
  opened: OpenedExecution,
  facts: ExecutionFacts,
): Promise<Execution> {
  const { suite, place, label, folder } = opened;
  const collected = await collect(session, opened);
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
): Promise<CollectedReport> {
  const { host, tables } = session;
  const { report } = opened.command;
  if (report.from === "nowhere") return NO_REPORT;
  return await collectReport(host, {
    suite: opened.suite.name,
    place: opened.place,
    attempt: ATTEMPT,
    path: opened.reportPath,
    realFolder: opened.realReportFolder,
    reader: await tables.readers[report.format](),
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
  const exit = ExitJson.parse(makeExitJson(execution), { jitless: true });
  const text = redactJson(exit, `${execution.folder}/exit.json`, session.redactor, 2);
  const written = await session.host.files.writeWhole(path, `${text}\n`);
  if (!written.ok) session.warn(`${execution.folder}/exit.json was not written`);
}
