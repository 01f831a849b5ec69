import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ArtifactRow } from "../model/artifact.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { RunRecord } from "../model/run_record.ts";
import { joinFiles } from "../write/join_files.ts";
import { publishRun } from "../write/publish_run.ts";
import { writeArtifacts, writeText } from "../write/write_artifacts.ts";
import { type CountedSuite, writeJunit } from "../write/write_junit.ts";
import type { GateRun } from "./run_gate.ts";

/** What is written, and how it is said when it cannot be. */
export interface WriteGateOptions {
  readonly artifacts: readonly ArtifactRow[];
  /** Every stable name at the top of the outputs folder, JSON or not. */
  readonly stableNames: readonly string[];
  readonly redactor: Redactor;
  readonly formatInstructions: (record: RunRecord) => string;
  readonly warn: (message: string) => void;
}

/**
 * Writes everything a run leaves beside what was written while it ran: joined logs and tests,
 * `junit.xml`, the instructions, the JSON artifacts, and at last the stable names. Nothing that
 * fails here changes the verdict: it becomes a warning, in the record too where that is still open.
 */
export async function writeGate(
  host: Host,
  { record, run }: Pick<GateRun, "record" | "run">,
  options: WriteGateOptions,
): Promise<void> {
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
  const junit = async (): Promise<void> =>
    guard("junit.xml", await writeJunit(host, countedSuites(record), run.path));
  const target = { folder: run.path, redactor: options.redactor, warn };
  await Promise.all([
    ...["stdout.log", "stderr.log", "tests.jsonl"].map(join),
    junit(),
    writeText(host, "RUN_INSTRUCTIONS.md", options.formatInstructions(record), target),
  ]);
  const told = { ...record, warnings: [...record.warnings, ...late] };
  await writeArtifacts(host, told, { ...target, rows: options.artifacts });
  await publish(host, { record, run }, options.stableNames, options.warn);
}

async function publish(
  host: Host,
  { record, run }: Pick<GateRun, "record" | "run">,
  names: readonly string[],
  warn: (message: string) => void,
): Promise<void> {
  const published = await publishRun(host, run, { names, startedAt: record.startedAt });
  if (!published.ok) {
    const detail = published.error.kind === "file" ? published.error.detail : "";
    warn(`the stable names in ${run.outputs} are not up to date: ${detail}`);
  } else if (published.value === "locked") {
    warn(`the stable names in ${run.outputs} are not up to date: another run is publishing`);
  }
}

/** Logs of every execution in order; tests only of those that count. */
function partsOf(record: RunRecord, folder: string, name: string) {
  const executions = name === "tests.jsonl"
    ? countedSuites(record).map(({ execution }) => execution)
    : record.suites.flatMap((suite) => suite.executions);
  return executions.map((execution) => ({
    path: `${folder}/${execution.folder}/${name}`,
    heading: name === "tests.jsonl" ? "" : `==> ${execution.folder}/${name} <==`,
  }));
}

function countedSuites(record: RunRecord): readonly CountedSuite[] {
  return record.suites.flatMap((suite) => {
    const execution = suite.executions.at(-1);
    return execution === undefined ? [] : [{ suite, execution }];
  });
}
