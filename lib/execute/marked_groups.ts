import type { Host } from "../host/host.ts";
import { formatOwner, type Owner, ownerOf } from "../model/owner.ts";

/** Variable of processes that may outlive us, by which a later run finds them; its value is the owner. */
const OWNER_VARIABLE = "QA_GATE_OWNER";
/** What a kernel lets the arguments and variables of a process be. */
const ENVIRONMENT_BYTES = 2 * 1024 ** 2;
/** A `stat` of the kernel is one line. */
const STAT_BYTES = 4096;

/** Variables that mark a process, and all that it starts, as ours from its very first moment. */
export function markOf({ machine }: Pick<Host, "machine">): Readonly<Record<string, string>> {
  return { [OWNER_VARIABLE]: formatOwner(ownerOf(machine)) };
}

/**
 * Process groups in which a process lives that carries an owner's mark: also those whose leader is dead,
 * and those that the owner was killed too early to note. Known on Linux only; elsewhere there are none.
 */
export async function listMarkedGroups(host: Host, owner: Owner): Promise<ReadonlySet<number>> {
  const groups = new Set<number>();
  const mark = formatOwner(owner);
  // A gate that a suite of the dead one began is marked itself, and is nobody to be ended by itself.
  if (host.machine.os !== "linux" || host.environment()[OWNER_VARIABLE] === mark) return groups;
  const listed = await host.files.list("/proc");
  for (const { name } of listed.ok ? listed.value : []) {
    if (!/^\d+$/.test(name)) continue;
    const environment = await host.files.readText(`/proc/${name}/environ`, ENVIRONMENT_BYTES);
    const variables = environment.ok ? environment.value.split("\0") : [];
    if (!variables.includes(`${OWNER_VARIABLE}=${mark}`)) continue;
    const stat = await host.files.readText(`/proc/${name}/stat`, STAT_BYTES);
    if (stat.ok) groups.add(readGroup(stat.value));
  }
  return groups;
}

/** The name in field 2 may hold anything, so fields are counted after it: the third one is the group. */
function readGroup(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
}
