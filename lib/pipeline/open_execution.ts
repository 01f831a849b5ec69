import { dirname } from "@std/path";
import { REPORT_NAME } from "../execute/container_box.ts";
import type { Place } from "../model/outcome.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import { realFolder } from "../observe/real_folder.ts";
import type { GateSession } from "./gate_session.ts";

/** One attempt no more: retries change this number, and nothing else. */
export const ATTEMPT = 1;

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
  /** Where a command that takes `{report}` leaves it, absolute, as this machine sees it. */
  readonly freshReport: string;
  /** Where the report is read from, absolute; and the real folder of that before the start. */
  readonly reportPath: string;
  readonly realReportFolder: string;
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
  const freshReport = `${spool}/${place === "container" ? "box/" : ""}${REPORT_NAME}`;
  const reportPath = placeOfReport(command, { root: session.plan.root, folder, freshReport });
  return {
    ...{ suite, command, place, folder, label, spool, freshReport, reportPath },
    realReportFolder: await realFolder(session.host, dirname(reportPath)),
    before: fixed,
  };
}

function placeOfReport(
  { report }: SuiteCommand,
  { root, folder, freshReport }: { root: string; folder: string; freshReport: string },
): string {
  if (report.from === "stdout") return `${folder}/stdout.log`;
  const isFixed = report.from === "file" && report.path !== "{report}";
  return isFixed ? `${root}/${report.path}` : freshReport;
}
