import { basename, dirname, join, resolve } from "@std/path";
import type { Host } from "../host/host.ts";
import { IDENTIFIER } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { findNewestRun } from "./find_newest_run.ts";
import { HINT, loadRecordJson, RECORD_FILES } from "./load_record_json.ts";

/** Where to look. */
export interface FindOptions {
  /** Absolute folder that relative paths are told from. */
  readonly cwd: string;
  /** Absolute folder of outputs, for run ids and `latest`. */
  readonly outputs: string;
  /** True: a replay's own record and not what it comes to together with its original. */
  readonly own?: boolean;
}

/** A record that was found: which file to begin with, and the folder of its run. */
export interface RecordPlace {
  /** Absolute path that was meant. */
  readonly path: string;
  /** Absolute, real folder whose files belong together. */
  readonly folder: string;
  /** Absolute path of the file that was given; null for a folder. */
  readonly file: string | null;
}

/** The word for the newest run of the outputs folder. */
const LATEST = "latest";

/**
 * Finds what a user means by a record: a file, a folder of a run, an outputs folder (leads to the
 * run that is published there), the id of a run, or `latest`. Where a run's folder holds `merged/`,
 * that is meant, unless `own`. A `usage` problem says what is not there.
 */
export async function findRecord(
  host: Host,
  given: string,
  options: FindOptions,
): Promise<Result<RecordPlace, Problem>> {
  const found = given === LATEST
    ? await findLatest(host, options)
    : await findPath(host, given, options);
  if (!found.ok || options.own === true) return found;
  return ok(await preferMerged(host, found.value));
}

async function findLatest(
  host: Host,
  { outputs }: FindOptions,
): Promise<Result<RecordPlace, Problem>> {
  const real = await host.files.realPath(outputs) ?? outputs;
  const folder = await publishedRun(host, real) ?? await findNewestRun(host, real);
  if (folder !== null) return ok({ path: folder, folder, file: null });
  const message = `there is no run in ${outputs}`;
  return err({ kind: "usage", message, hint: "Run the gate first, or give a record by its path" });
}

async function findPath(
  host: Host,
  given: string,
  { cwd, outputs }: FindOptions,
): Promise<Result<RecordPlace, Problem>> {
  const path = resolve(cwd, given);
  const real = given === "" ? null : await host.files.realPath(path);
  const facts = real === null ? null : await host.files.stat(real);
  if (facts?.kind === "folder") return await findInFolder(host, path, real!);
  if (facts !== null) return ok(await placeOfFile(host, path));
  const run = IDENTIFIER.test(given) ? await ownFolder(host, join(outputs, "logs"), given) : null;
  if (run !== null) return await findInFolder(host, run, run);
  return err(explainMissing(given, outputs));
}

/** A file belongs to the run whose stable name it is; a copy of one stands where it stands. */
async function placeOfFile(host: Host, path: string): Promise<RecordPlace> {
  const folder = await host.files.realPath(dirname(path)) ?? dirname(path);
  // The last part is not resolved: a link there is refused when it is opened.
  const file = join(folder, basename(path));
  const names: readonly string[] = Object.values(RECORD_FILES).map(({ name }) => name);
  const run = names.includes(basename(path)) ? await publishedRun(host, folder) : null;
  return run === null ? { path, folder, file } : { path, folder: run, file: null };
}

async function findInFolder(
  host: Host,
  path: string,
  folder: string,
): Promise<Result<RecordPlace, Problem>> {
  const run = await publishedRun(host, folder);
  if (run !== null) return ok({ path, folder: run, file: null });
  if (await holdsRecord(host, folder)) return ok({ path, folder, file: null });
  const newest = await findNewestRun(host, folder);
  if (newest !== null) return ok({ path, folder: newest, file: null });
  const message = `${path} holds no record: it has neither summary.json nor results.json`;
  return err({ kind: "usage", message, hint: HINT });
}

/** The folder of the run whose stable names stand here, or null where this is no outputs folder. */
async function publishedRun(host: Host, folder: string): Promise<string | null> {
  if ((await host.files.stat(`${folder}/logs`))?.kind !== "folder") return null;
  for (const { name } of [RECORD_FILES.run, RECORD_FILES.summary]) {
    const read = await loadRecordJson(host, `${folder}/${name}`);
    const id = read.ok && "run_id" in read.value.value ? read.value.value.run_id : "";
    const run = await ownFolder(host, `${folder}/logs`, id);
    if (run !== null && await holdsRecord(host, run)) return run;
  }
  return null;
}

/** A folder of that name that really stands there: a link, or a name with a path in it, is none. */
async function ownFolder(host: Host, parent: string, name: string): Promise<string | null> {
  if (!IDENTIFIER.test(name)) return null;
  const real = await host.files.realPath(parent);
  if (real === null) return null;
  const facts = await host.files.stat(`${real}/${name}`);
  return facts?.kind === "folder" ? `${real}/${name}` : null;
}

async function holdsRecord(host: Host, folder: string): Promise<boolean> {
  const names = [RECORD_FILES.summary, RECORD_FILES.results, RECORD_FILES.bundle];
  for (const { name } of names) {
    if (await host.files.stat(`${folder}/${name}`) !== null) return true;
  }
  return false;
}

async function preferMerged(host: Host, place: RecordPlace): Promise<RecordPlace> {
  const merged = await ownFolder(host, place.folder, MERGED);
  if (merged === null || !(await holdsRecord(host, merged))) return place;
  return { ...place, folder: merged, file: null };
}

/** Folder in a replay's run folder that holds the record of original and replay together. */
export const MERGED = "merged";

function explainMissing(given: string, outputs: string): Problem {
  const shown = given === "" ? '""' : given;
  return {
    kind: "usage",
    message: `there is no record ${shown}, nor a run of that id in ${outputs}/logs`,
    hint: HINT,
  };
}
