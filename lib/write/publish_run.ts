import type { Host } from "../host/host.ts";
import { formatOwner, ownerOf, placeOf, readOwner } from "../model/owner.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { RunFolder } from "./open_run.ts";

const LOCK_WAIT_MS = 5_000;
const POLL_MS = 50;
const OWNERLESS_MS = 60_000;

/** What is published: stable names, and the run's start (ISO 8601), which says who is newer. */
export interface PublishOptions {
  readonly names: readonly string[];
  readonly startedAt: string;
}

/** What became of the stable names. */
export type Published = "published" | "newer-run-there" | "locked";

/**
 * Puts a run's files under the stable names of the outputs folder, each replaced atomically, and
 * removes stable names this run has no file for, so that an old `error.json` never stands beside a
 * new `run.json`. One run at a time; a run that started later is never overwritten by an earlier one.
 */
export async function publishRun(
  host: Host,
  run: RunFolder,
  { names, startedAt }: PublishOptions,
): Promise<Result<Published, Problem>> {
  const lock = `${run.outputs}/.publish`;
  if (!(await takeLock(host, lock))) return ok("locked");
  try {
    if (await publishedStart(host, run.outputs) > startedAt) return ok("newer-run-there");
    const moved = await Promise.all(names.map((name) => replace(host, run, lock, name)));
    return moved.find((one) => !one.ok) ?? ok("published");
  } finally {
    await host.files.remove(lock);
  }
}

async function replace(
  host: Host,
  run: RunFolder,
  lock: string,
  name: string,
): Promise<Result<void, Problem>> {
  const target = `${run.outputs}/${name}`;
  const source = `${run.path}/${name}`;
  if (!(await host.files.stat(source))) return await host.files.remove(target);
  const linked = await host.files.linkOrCopy(source, `${lock}/${name}`);
  return linked.ok ? await host.files.rename(`${lock}/${name}`, target) : linked;
}

async function takeLock(host: Host, lock: string): Promise<boolean> {
  const startMs = host.monotonicMs();
  while (host.monotonicMs() - startMs < LOCK_WAIT_MS) {
    const made = await host.files.makeDirExclusive(lock);
    if (made.ok) {
      await host.files.writeWhole(`${lock}/.owner`, formatOwner(ownerOf(host.machine)));
      return true;
    }
    await removeStaleLock(host, lock);
    await host.sleep(POLL_MS);
  }
  return false;
}

async function removeStaleLock(host: Host, lock: string): Promise<void> {
  const text = await host.files.readText(`${lock}/.owner`, 4096);
  const owner = text.ok ? readOwner(text.value) : null;
  const isStale = owner
    ? owner.place === placeOf(host.machine) && !(await host.isAlive(owner))
    : await isOld(host, lock);
  if (isStale) await host.files.remove(lock);
}

/** A lock without an owner is one whose taker died at once, or one that is being taken right now. */
async function isOld(host: Host, lock: string): Promise<boolean> {
  const modifiedMs = (await host.files.stat(lock))?.modifiedMs ?? null;
  return modifiedMs !== null && Date.parse(host.now()) - modifiedMs > OWNERLESS_MS;
}

/** When the run that is published now started, or "" when there is none or it cannot be read. */
async function publishedStart(host: Host, outputs: string): Promise<string> {
  const text = await host.files.readText(`${outputs}/run.json`, 4 * 1024 ** 2);
  if (!text.ok) return "";
  const found = /"started_at": "([^"]*)"/.exec(text.value);
  return found?.[1] ?? "";
}
