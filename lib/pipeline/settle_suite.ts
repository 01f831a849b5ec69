import { REPORT_NAME } from "../execute/container_box.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import { isWhole, type SentFile, type SentSuite, type TaskLife } from "../model/remote_life.ts";
import type { Execution } from "../model/run_record.ts";
import { realFolder } from "../observe/real_folder.ts";
import { closeExecution } from "./close_execution.ts";
import type { FarSession } from "./make_job.ts";
import type { OpenedExecution } from "./open_execution.ts";
import { tellSent } from "./sent_facts.ts";

/** One suite of a life, and which execution of the run it is. */
export interface SuiteOfLife {
  readonly life: TaskLife;
  readonly sent: SentSuite;
  readonly suite: PlannedSuite;
  readonly command: SuiteCommand;
  /** 1-based, of its suite. */
  readonly number: number;
}

/**
 * Lays out what came of a suite as the spool of a container, and reads, judges and redacts it as one:
 * the execution of a suite on another machine.
 */
export async function settleSuite(session: FarSession, request: SuiteOfLife): Promise<Execution> {
  const { host, run, warn } = session;
  const { life, sent, suite, command, number } = request;
  const label = `suites/${suite.name}/container-${number}`;
  const folder = `${run.path}/${label}`;
  const spool = `${run.spool}/${suite.name}-container-${number}`;
  const box = `${spool}/box`;
  for (const path of [folder, box]) {
    const made = await host.files.makeDir(path);
    if (!made.ok) warn(`${label} cannot be created`);
  }
  const reportPath = command.report.from === "stdout"
    ? `${folder}/stdout.log`
    : `${box}/${REPORT_NAME}`;
  const facts = await tellSent(session, { life, sent, suite, command, folder, label });
  await layOut(session, sent.files.get("report"), `${box}/${REPORT_NAME}`);
  await layOut(session, sent.files.get("progress"), `${box}/progress`);
  const hasProgress = command.report.from === "file" && command.report.progress !== undefined;
  const opened: OpenedExecution = {
    ...{ suite, attempt: number, command, place: "container", folder, label, spool, reportPath },
    freshReport: `${box}/${REPORT_NAME}`,
    realReportFolder: await realFolder(host, command.report.from === "stdout" ? folder : box),
    progress: hasProgress
      ? { path: `${box}/progress`, realFolder: await realFolder(host, box) }
      : null,
    before: await staleFile(session, sent.files.get("report"), reportPath),
  };
  // What starts and ends is told of shards here: a suite has many at once.
  const quiet = { ...session, emit: () => {} };
  const execution = await closeExecution(quiet, opened, facts);
  await host.files.remove(spool);
  return withDoubt(withoutLists(execution), life);
}

/** What came is moved to where a container would have left it; what was no file stays none. */
async function layOut(
  { host }: FarSession,
  sent: SentFile | undefined,
  target: string,
): Promise<void> {
  if (sent === undefined || sent.state === "absent") return;
  if (sent.path !== null) await host.files.rename(sent.path, target);
  else if (sent.state === "odd") await host.files.makeDir(target);
  else await host.files.writeWhole(target, sent.state === "stale" ? "stale\n" : "");
}

/** A report that stood at its place before the suite began is told as what it is. */
async function staleFile(
  { host }: FarSession,
  sent: SentFile | undefined,
  path: string,
): Promise<OpenedExecution["before"]> {
  return sent?.state === "stale" ? await host.files.stat(path) : null;
}

/** The tests that a reader sees by name are those of all shards together. */
function withoutLists({ causes: _, ...execution }: Execution): Execution {
  return { ...execution, failures: [], flaky: [], quarantined: [] };
}

/** The engine and the script are two witnesses of one end. */
function withDoubt(execution: Execution, life: TaskLife): Execution {
  const { end, exitCode, toldCode } = life;
  const agrees = end !== "exited" || exitCode === null || toldCode === null ||
    exitCode === toldCode;
  if (agrees || !isWhole(life)) return execution;
  const why = `the engine says exit code ${exitCode} of task ${life.task}, its script ${toldCode}`;
  return { ...execution, outcome: "unproven", why };
}
