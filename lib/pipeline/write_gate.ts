import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ArtifactFamily, ArtifactRow } from "../model/artifact.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { Execution, RunRecord, SuiteRecord } from "../model/run_record.ts";
import { countedExecution } from "../report/counted_execution.ts";
import { joinFiles, type JoinPart } from "../write/join_files.ts";
import { publishRun } from "../write/publish_run.ts";
import { writeArtifacts, writeText } from "../write/write_artifacts.ts";
import { type CountedSuite, testsPath } from "../write/counted_suite.ts";
import { writeCtrf } from "../write/write_ctrf.ts";
import { writeJunit } from "../write/write_junit.ts";
import type { GateRun } from "./run_gate.ts";

/** What is written, and how it is said when it cannot be. */
export interface WriteGateOptions {
  readonly artifacts: readonly ArtifactRow[];
  readonly families: readonly ArtifactFamily[];
  /** Every stable name at the top of the outputs folder, JSON or not. */
  readonly stableNames: readonly string[];
  /** Folders beside them whose files are stable names too. */
  readonly stableFolders: readonly string[];
  readonly redactor: Redactor;
  readonly formatInstructions: (record: RunRecord) => string;
  /** Pages of the run for people and for CI systems. */
  readonly makeTexts: (
    record: RunRecord,
  ) => readonly { readonly name: string; readonly text: string }[];
  readonly warn: (message: string) => void;
}

/**
 * Writes everything a run leaves beside what was written while it ran: joined logs and tests,
 * `junit.xml`, the instructions, the JSON artifacts, and at last the stable names. Nothing that
 * fails here changes the verdict: it becomes a warning, in the record too where that is still open.
 * True when the stable names are those of this run.
 */
export async function writeGate(
  host: Host,
  { record, run }: Pick<GateRun, "record" | "run">,
  options: WriteGateOptions,
): Promise<boolean> {
  const late: string[] = [];
  const warn = (message: string): void => {
    late.push(message);
    options.warn(message);
  };
  const guard = (name: string, result: Result<unknown, Problem>): void => {
    if (result.ok) return;
    const detail = result.error.kind === "file" ? result.error.detail : result.error.kind;
    warn(`${name} was not written: ${detail}`);
  };
  const join = async (name: string): Promise<void> => {
    const parts = partsOf(record, run.path, name);
    guard(name, await joinFiles(host.files, parts, `${run.path}/${name}`));
  };
  const { redactor } = options;
  const suites = countedSuites(record);
  const junit = async (): Promise<void> => {
    const clean = (text: string): string => redactor.text("junit.xml", text);
    guard("junit.xml", await writeJunit(host, suites, { runFolder: run.path, clean }));
  };
  const ctrf = async (): Promise<void> =>
    guard("ctrf.json", await writeCtrf(host, record, { runFolder: run.path, suites, redactor }));
  const target = { folder: run.path, redactor, warn };
  await Promise.all([
    ...["stdout.log", "stderr.log", "tests.jsonl"].map(join),
    junit(),
    ctrf(),
    writeText(host, "RUN_INSTRUCTIONS.md", options.formatInstructions(record), target),
    ...options.makeTexts(record).map(({ name, text }) => writeText(host, name, text, target)),
  ]);
  const told = { ...record, warnings: [...record.warnings, ...late] };
  await writeArtifacts(host, told, {
    ...target,
    rows: options.artifacts,
    families: options.families,
  });
  return await publish(host, { record, run }, options);
}

async function publish(
  host: Host,
  { record, run }: Pick<GateRun, "record" | "run">,
  { stableNames: names, stableFolders: folders, warn }: WriteGateOptions,
): Promise<boolean> {
  const { startedAt } = record;
  // A record inside another run's folder has no stable names.
  if (names.length === 0) return false;
  const published = await publishRun(host, run, { names, folders, startedAt });
  if (!published.ok) {
    const detail = published.error.kind === "file" ? published.error.detail : "";
    warn(`the stable names in ${run.outputs} are not up to date: ${detail}`);
  } else if (published.value === "locked") {
    warn(`the stable names in ${run.outputs} are not up to date: another run is publishing`);
  }
  return published.ok && published.value === "published";
}

/** Logs of every execution in order; tests only of those that count, merged where there are several. */
function partsOf(record: RunRecord, folder: string, name: string): readonly JoinPart[] {
  if (name === "tests.jsonl") {
    return countedSuites(record).map((one) => ({ path: testsPath(one, folder), heading: "" }));
  }
  return record.suites.flatMap((suite) => suite.executions).map((execution) => ({
    path: `${folder}/${execution.folder}/${name}`,
    heading: `==> ${execution.folder}/${name} <==`,
  }));
}

/** Every suite of a run that has an answer, with the execution that counts, all its attempts as one. */
export function countedSuites(record: RunRecord): readonly CountedSuite[] {
  return record.suites.flatMap((suite) => {
    const counted = countedExecution(suite);
    return counted === null ? [] : [{ suite, execution: withMerged(counted, suite) }];
  });
}

/** The execution as its tests are told once all attempts are one: their folder, counts and duration. */
function withMerged(execution: Execution, { merged, executions }: SuiteRecord): Execution {
  if (merged === undefined) return execution;
  const durationMs = executions.filter(({ place }) => place === execution.place)
    .reduce((sum, one) => sum + one.durationMs, 0);
  const report = { ...execution.report, counts: merged.counts };
  return { ...execution, folder: merged.folder, durationMs, report };
}
