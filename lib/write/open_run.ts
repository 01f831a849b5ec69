import type { Host } from "../host/host.ts";
import { formatOwner, ownerOf } from "../model/owner.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** The folders of one run. All paths absolute. */
export interface RunFolder {
  readonly runId: string;
  /** The truth of this run: `<outputs>/logs/<run_id>`. */
  readonly path: string;
  /** Private (0700) and gone at the end: boxes, reports as the tools wrote them. */
  readonly spool: string;
  /** Folder of the stable names. */
  readonly outputs: string;
}

/** Where a run is opened. */
export interface OpenOptions {
  readonly outputs: string;
  /** A given id, or null for a new one. */
  readonly runId: string | null;
}

/** A new run id: sorts by time, `YYYYMMDDTHHMMSSZ-<6 hex>`. */
export function newRunId(host: Host): string {
  const stamp = host.now().replace(/[-:]/g, "").replace(/\.\d+/, "");
  return `${stamp}-${host.randomHex(3)}`;
}

/**
 * Creates the folders of a run, each of which only one run can own: two runs at once, of one second
 * or of one given id, never mix.
 */
export async function openRun(
  host: Host,
  options: OpenOptions,
): Promise<Result<RunFolder, Problem>> {
  const runId = options.runId ?? newRunId(host);
  if (runId === "latest") return err(RESERVED);
  for (const name of ["logs", ".spool"]) {
    const made = await host.files.makeDir(`${options.outputs}/${name}`);
    if (!made.ok) return made;
  }
  // Links resolved once: one that is put in the way later leads nowhere.
  const outputs = await host.files.realPath(options.outputs) ?? options.outputs;
  await keepOutOfGit(host, outputs);
  const run = {
    runId,
    path: `${outputs}/logs/${runId}`,
    spool: `${outputs}/.spool/${runId}`,
    outputs,
  };
  const own = await host.files.makeDirExclusive(run.path);
  if (!own.ok) return options.runId === null ? own : err(describeTaken(own.error, runId));
  const spool = await makeSpool(host, run);
  return spool.ok ? ok(run) : spool;
}

/** Scripts that read a record take this word for the newest run. */
const RESERVED: Problem = {
  kind: "usage",
  message: 'the run id "latest" always means the newest run',
  hint: "Give another --run-id, or none",
};

/**
 * A folder in `.spool` whose name is its owner: what is put together there and then moved to its place is
 * never found without an owner, wherever we are killed.
 */
export function stagingPlace(host: Host, outputs: string, what: string): string {
  return `${outputs}/.spool/${formatOwner(ownerOf(host.machine)).replaceAll("/", ",")};${what}`;
}

async function makeSpool(host: Host, run: RunFolder): Promise<Result<void, Problem>> {
  const staged = stagingPlace(host, run.outputs, "open");
  const made = await host.files.makeDir(staged, 0o700);
  if (!made.ok) return made;
  const owner = formatOwner(ownerOf(host.machine));
  const written = await host.files.writeWhole(`${staged}/owner`, owner);
  if (!written.ok) return written;
  // The run's folder is ours alone, so a spool of that name can only be a dead run's.
  await host.files.remove(run.spool);
  return await host.files.rename(staged, run.spool);
}

/** What we leave is no change of the project: a work tree that was clean stays so. */
export async function keepOutOfGit(host: Host, outputs: string): Promise<void> {
  const path = `${outputs}/.gitignore`;
  if (await host.files.stat(path) === null) await host.files.writeWhole(path, "*\n");
}

function describeTaken(problem: Problem, runId: string): Problem {
  if (problem.kind !== "file" || problem.code !== "already-exists") return problem;
  return {
    kind: "usage",
    message: `--run-id ${runId}: there is already a run of that id`,
    hint: "Choose another id, or leave the flag out for a fresh one",
  };
}
