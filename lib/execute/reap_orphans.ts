import type { Host } from "../host/host.ts";
import { dockerPs } from "../docker/docker_ps.ts";
import { dockerRemove } from "../docker/docker_remove.ts";
import { LABEL_OWNER, type Owner, placeOf, readOwner } from "../model/owner.ts";

/** True when the owner ran on this machine and is dead; owners elsewhere are never judged. */
export async function isDeadOwner(host: Host, owner: Owner): Promise<boolean> {
  if (owner.place !== placeOf(host.machine)) return false;
  return !(await host.isAlive(owner));
}

/** Removes containers of earlier runs whose owner is dead, and only those; says how many. */
export async function reapContainers(host: Host, dockerBin: string): Promise<number> {
  const listed = await host.run(dockerPs(dockerBin, [LABEL_OWNER]));
  if (!listed.result.ok) return 0;
  const dead: string[] = [];
  for (const container of listed.result.value) {
    const owner = readOwner(container.labels[LABEL_OWNER] ?? "");
    if (owner && await isDeadOwner(host, owner)) dead.push(container.id);
  }
  if (dead.length > 0) await host.run(dockerRemove(dockerBin, dead));
  return dead.length;
}

/**
 * Removes spools of earlier runs whose owner is dead, after ending the process groups that such a
 * run left behind; says how many spools there were.
 */
export async function reapSpools(host: Host, spools: string): Promise<number> {
  const listed = await host.files.list(spools);
  if (!listed.ok) return 0;
  let reaped = 0;
  for (const entry of listed.value) {
    if (entry.kind === "folder" && await reapSpool(host, `${spools}/${entry.name}`)) reaped++;
  }
  return reaped;
}

async function reapSpool(host: Host, spool: string): Promise<boolean> {
  const owner = readOwner(await textOf(host, `${spool}/owner`));
  if (!owner || !(await isDeadOwner(host, owner))) return false;
  for (const line of (await textOf(host, `${spool}/groups`)).split("\n")) {
    const group = readOwner(line);
    // Without its start time nothing tells a group of ours from a stranger's of the same number.
    const isKnown = group !== null && group.startTime !== "";
    if (isKnown && await host.isAlive(group)) host.killGroup(group.pid);
  }
  const nonce = await textOf(host, `${spool}/nonce`);
  // The path comes from a file: only what can be nothing but a nonce of ours is removed.
  if (/^\/.*\/\.?qa-gate-nonce-[\w.-]+$/.test(nonce)) await host.files.remove(nonce);
  await host.files.remove(spool);
  return true;
}

async function textOf(host: Host, path: string): Promise<string> {
  const text = await host.files.readText(path, 64 * 1024);
  return text.ok ? text.value.trimEnd() : "";
}
