import { dirname } from "@std/path";
import type { Host } from "../host/host.ts";
import { formatOwner, ownerOf, placeOf, readOwner } from "../model/owner.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { type RunFolder, stagingPlace } from "./open_run.ts";

const LOCK_WAIT_MS = 5_000;
const POLL_MS = 50;
const OWNERLESS_MS = 60_000;

/** What is published: stable names (`evidence/index.json` in a folder of its own), and the run's start (ISO 8601), which says who is newer. */
export interface PublishOptions {
  readonly names: readonly string[];
  /** Folders in which every file of the run is a stable name, and no other file is; absent for none. */
  readonly folders?: readonly string[];
  readonly startedAt: string;
  /** Published file and field that tell the start of what is published now; run.json and started_at unless said. */
  readonly datedBy?: { readonly name: string; readonly field: string };
}

/** Whose files are published, and where to. */
type Publishable = Pick<RunFolder, "path" | "outputs">;

/** What became of the stable names. */
export type Published = "published" | "newer-run-there" | "locked";

/**
 * Puts a run's files under the stable names of the outputs folder, each replaced atomically, and
 * removes stable names this run has no file for, so that an old `error.json` never stands beside a
 * new `run.json`. One run at a time; a run that started later is never overwritten by an earlier one.
 */
export async function publishRun(
  host: Host,
  run: Publishable,
  { names, folders = [], startedAt, datedBy = BY_RUN }: PublishOptions,
): Promise<Result<Published, Problem>> {
  const lock = `${run.outputs}/.publish`;
  const staged = stagingPlace(host, run.outputs, "publish");
  if (!(await takeLock(host, lock, staged))) return ok("locked");
  try {
    if (await publishedStart(host, run.outputs, datedBy) > startedAt) return ok("newer-run-there");
    const inside = await Promise.all(folders.map((folder) => listBoth(host, run, folder)));
    const all = [...names, ...inside.flat()];
    const moved = await Promise.all(all.map((name) => replace(host, run, lock, name)));
    return moved.find((one) => !one.ok) ?? ok("published");
  } finally {
    // Moved away in one step: a kill leaves no lock without its owner.
    await host.files.rename(lock, staged);
    await host.files.remove(staged);
  }
}

/** More files than that are in no folder of ours. */
const MOST_FILES = 10_000;

/** What of a folder is to stand there, and what stands there from an earlier run and goes. */
async function listBoth(
  host: Host,
  run: Publishable,
  folder: string,
): Promise<readonly string[]> {
  const there = await host.files.stat(`${run.outputs}/${folder}`);
  // Through a link that somebody has put there, files elsewhere would be removed.
  if (there !== null && there.kind !== "folder") {
    await host.files.remove(`${run.outputs}/${folder}`);
  }
  const lists = await Promise.all([run.path, run.outputs].map(async (parent) => {
    const listed = await host.files.list(`${parent}/${folder}`, MOST_FILES);
    return listed.ok ? listed.value.map(({ name }) => `${folder}/${name}`) : [];
  }));
  return [...new Set(lists.flat())];
}

async function replace(
  host: Host,
  run: Publishable,
  lock: string,
  name: string,
): Promise<Result<void, Problem>> {
  const target = `${run.outputs}/${name}`;
  const source = `${run.path}/${name}`;
  if (!(await host.files.stat(source))) return await host.files.remove(target);
  const passing = `${lock}/${name.replaceAll("/", "+")}`;
  const linked = await host.files.linkOrCopy(source, passing);
  if (!linked.ok) return linked;
  const parent = dirname(target);
  if (parent !== run.outputs) await makeOwnDir(host, parent);
  return await host.files.rename(passing, target);
}

/** A folder of ours; a link that somebody put in its place would lead the file elsewhere. */
async function makeOwnDir(host: Host, path: string): Promise<void> {
  const there = await host.files.stat(path);
  if (there !== null && there.kind !== "folder") await host.files.remove(path);
  await host.files.makeDir(path);
}

async function takeLock(host: Host, lock: string, staged: string): Promise<boolean> {
  const startMs = host.monotonicMs();
  await host.files.makeDir(staged);
  await host.files.writeWhole(`${staged}/.owner`, formatOwner(ownerOf(host.machine)));
  while (host.monotonicMs() - startMs < LOCK_WAIT_MS) {
    await removeStaleLock(host, lock, `${staged}-stale`);
    // No system renames a folder over one that holds something: of many takers exactly one succeeds.
    const isFree = await host.files.stat(`${lock}/.owner`) === null;
    if (isFree && (await host.files.rename(staged, lock)).ok) return true;
    await host.sleep(POLL_MS);
  }
  await host.files.remove(staged);
  return false;
}

/**
 * Removes the lock of a dead owner. While we ask for that owner, it may have let go and another may
 * hold the lock: it is looked at again, moved away in one step, and put back where it is not the one.
 */
async function removeStaleLock(host: Host, lock: string, aside: string): Promise<void> {
  const text = await ownerText(host, lock);
  const owner = text === null ? null : readOwner(text);
  const isStale = owner
    ? owner.place === placeOf(host.machine) && !(await host.isAlive(owner))
    : await isOld(host, lock);
  if (!isStale || await ownerText(host, lock) !== text) return;
  if (!(await host.files.rename(lock, aside)).ok) return;
  const isOther = await ownerText(host, aside) !== text;
  if (isOther && (await host.files.rename(aside, lock)).ok) return;
  await host.files.remove(aside);
}

async function ownerText(host: Host, lock: string): Promise<string | null> {
  const text = await host.files.readText(`${lock}/.owner`, 4096);
  return text.ok ? text.value : null;
}

/** A lock without an owner is none of ours, or one that is being removed right now. */
async function isOld(host: Host, lock: string): Promise<boolean> {
  const modifiedMs = (await host.files.stat(lock))?.modifiedMs ?? null;
  return modifiedMs !== null && Date.parse(host.now()) - modifiedMs > OWNERLESS_MS;
}

const BY_RUN = { name: "run.json", field: "started_at" };

/** When what is published now started, or "" when there is none or it cannot be read. */
async function publishedStart(
  host: Host,
  outputs: string,
  { name, field }: { readonly name: string; readonly field: string },
): Promise<string> {
  const text = await host.files.readText(`${outputs}/${name}`, 4 * 1024 ** 2);
  if (!text.ok) return "";
  const found = new RegExp(`"${field}": "([^"]*)"`).exec(text.value);
  return found?.[1] ?? "";
}
