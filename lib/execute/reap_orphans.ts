import type { Host } from "../host/host.ts";
import { dockerPs } from "../docker/docker_ps.ts";
import { dockerRemove } from "../docker/docker_remove.ts";
import { dirname } from "@std/path";
import { formatOwner, LABEL_OWNER, type Owner, placeOf, readOwner } from "../model/owner.ts";
import { listMarkedGroups } from "./marked_groups.ts";

/** True when the owner ran on this machine and is dead; owners elsewhere are never judged. */
export async function isDeadOwner(host: Host, owner: Owner): Promise<boolean> {
  if (owner.place !== placeOf(host.machine)) return false;
  return !(await host.isAlive(owner));
}

/**
 * Removes containers of earlier runs whose owner is dead, and only those; says how many, or null where
 * the engine did not answer or remove them in time: they are left for the run after this one.
 */
export async function reapContainers(
  host: Host,
  dockerBin: string,
  signal?: AbortSignal,
): Promise<number | null> {
  const options = signal === undefined ? {} : { signal };
  const listed = await host.run(dockerPs(dockerBin, [LABEL_OWNER]), options);
  if (!listed.result.ok) return null;
  const dead: string[] = [];
  for (const container of listed.result.value) {
    const owner = readOwner(container.labels[LABEL_OWNER] ?? "");
    if (owner && await isDeadOwner(host, owner)) dead.push(container.id);
  }
  if (dead.length === 0) return 0;
  const { result } = await host.run(dockerRemove(dockerBin, dead), options);
  return result.ok ? dead.length : null;
}

/**
 * Removes spools of earlier runs of a project (its absolute root) whose owner is dead, after ending the
 * process groups that such a run left behind; says how many spools there were.
 */
export async function reapSpools(host: Host, spools: string, root: string): Promise<number> {
  const listed = await host.files.list(spools);
  if (!listed.ok) return 0;
  let reaped = 0;
  for (const entry of listed.value) {
    if (entry.kind === "folder" && await reapSpool(host, spools, { name: entry.name, root })) {
      reaped++;
    }
  }
  return reaped;
}

async function reapSpool(
  host: Host,
  spools: string,
  { name, root }: { readonly name: string; readonly root: string },
): Promise<boolean> {
  const spool = `${spools}/${name}`;
  // Killed before it had its name, a folder has that of its owner (see `stagingPlace`).
  const owner = readOwner(await textOf(host, `${spool}/owner`)) ??
    readOwner(name.replace(/;\w+$/, "").replaceAll(",", "/"));
  if (!owner || !(await isDeadOwner(host, owner))) return false;
  for (const line of (await textOf(host, `${spool}/groups`)).split("\n")) {
    const group = readOwner(line);
    // Without its start time nothing tells a group of ours from a stranger's of the same number.
    const isKnown = group !== null && group.startTime !== "";
    if (isKnown && await host.isAlive(group)) host.killGroup(group.pid);
  }
  for (const group of await listMarkedGroups(host, owner)) host.killGroup(group);
  const nonce = await textOf(host, `${spool}/nonce`);
  // The path comes from a file: only what can be nothing but a nonce of ours is removed.
  if (/^\/.*\/\.?qa-gate-nonce-[\w.-]+$/.test(nonce)) await host.files.remove(nonce);
  await removeNonces(host, root, name);
  // Ours may be killed too: half of a spool must keep the name of its owner.
  const leaving = `${spools}/${formatOwner(owner).replaceAll("/", ",")};reap`;
  await host.files.rename(spool, leaving);
  await host.files.remove(leaving);
  await host.files.remove(spool);
  return true;
}

/** What may follow the name of a file that is whole, or that is being written (see `writeWhole`). */
const PASSING = /^(\.[0-9a-f]{8}\.tmp)?$/;

/** A run that was killed before it could tell where its nonce is, or in the middle of writing it. */
async function removeNonces(host: Host, root: string, runId: string): Promise<void> {
  for (const start of [`${root}/.git/`, `${root}/.`].map((at) => `${at}qa-gate-nonce-${runId}`)) {
    const folder = dirname(start);
    const listed = await host.files.list(folder);
    for (const entry of listed.ok ? listed.value : []) {
      const path = `${folder}/${entry.name}`;
      const isOurs = path.startsWith(start) && PASSING.test(path.slice(start.length));
      if (isOurs) await host.files.remove(path);
    }
  }
}

async function textOf(host: Host, path: string): Promise<string> {
  const text = await host.files.readText(path, 64 * 1024);
  return text.ok ? text.value.trimEnd() : "";
}
