import { dirname, isAbsolute } from "@std/path";
import { REPORT_NAME } from "../execute/container_box.ts";
import type { Place } from "../model/outcome.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { TestsPlace } from "../observe/follow_tests.ts";
import { realFolder } from "../observe/real_folder.ts";
import type { GateSession } from "./gate_session.ts";

/** One try of a suite in one place. */
export interface Attempt {
  /** 1-based. */
  readonly number: number;
  readonly command: SuiteCommand;
}

/** An execution whose folders exist and whose start was told. */
export interface OpenedExecution {
  readonly suite: PlannedSuite;
  /** 1-based. */
  readonly attempt: number;
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
  /** Where the tests are told while they run, in the same way; null where the tool does not. */
  readonly progress: { readonly path: string; readonly realFolder: string } | null;
  /** What stood at a report's fixed path before the start. */
  readonly before: { readonly sizeBytes: number; readonly modifiedMs: number | null } | null;
}

/** Makes the folders of an execution (`label`: its own in the run's) and tells its start. */
export async function openExecution(
  session: GateSession,
  suite: PlannedSuite,
  { number: attempt, command }: Attempt,
  place: Place,
  label = `suites/${suite.name}/${place}-${attempt}`,
): Promise<OpenedExecution> {
  const folder = `${session.run.path}/${label}`;
  const spool = `${session.run.spool}/${suite.name}-${place}-${attempt}`;
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
    attempt,
    argv: [...command.argv],
  });
  const freshReport = `${spool}/${place === "container" ? "box/" : ""}${REPORT_NAME}`;
  const reportPath = placeOfReport(command, { root: session.plan.root, folder, freshReport });
  await layOutFiles(session, command, { reports: dirname(freshReport), label });
  return {
    ...{ suite, attempt, command, place, folder, label, spool, freshReport, reportPath },
    realReportFolder: await realFolder(session.host, dirname(reportPath)),
    progress: await placeOfProgress(session, command, freshReport),
    before: fixed,
  };
}

/** Puts the small files that a runner's command needs beside the fresh report. */
export async function layOutFiles(
  session: Pick<GateSession, "host" | "warn">,
  { files = {} }: SuiteCommand,
  { reports, label }: { reports: string; label: string },
): Promise<void> {
  const named = Object.entries(files);
  if (named.length === 0) return;
  // In a container this is the box: its own mode comes later, when the container is made.
  await session.host.files.makeDir(reports);
  for (const [name, text] of named) {
    // Whoever the user in the container is, the tool that runs as that user reads them.
    const written = await session.host.files.writeWhole(`${reports}/${name}`, text, 0o644);
    if (!written.ok) {
      session.warn(`${label}: ${name} could not be written, so its command may fail`);
    }
  }
}

async function placeOfProgress(
  { host, plan }: GateSession,
  { report }: SuiteCommand,
  freshReport: string,
): Promise<OpenedExecution["progress"]> {
  if (report.from !== "file" || report.progress === undefined) return null;
  const filled = report.progress.path.replaceAll("{reports}", dirname(freshReport))
    .replaceAll("{report}", freshReport);
  const path = isAbsolute(filled) ? filled : `${plan.root}/${filled}`;
  return { path, realFolder: await realFolder(host, dirname(path)) };
}

/** Where the tests of an execution are told while they run; null where its command reports nothing. */
export function placeOfTests(
  { command: { report }, folder, reportPath, progress }: OpenedExecution,
): TestsPlace | null {
  if (report.from === "nowhere") return null;
  if (report.from === "stdout") return { path: `${folder}/stdout.log`, format: report.format };
  if (progress === null || report.progress === undefined) {
    return { path: reportPath, format: report.format };
  }
  return { path: progress.path, format: report.progress.format };
}

function placeOfReport(
  { report }: SuiteCommand,
  { root, folder, freshReport }: { root: string; folder: string; freshReport: string },
): string {
  if (report.from === "stdout") return `${folder}/stdout.log`;
  const isFixed = report.from === "file" && report.path !== "{report}";
  return isFixed ? `${root}/${report.path}` : freshReport;
}
