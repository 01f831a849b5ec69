import type { Host } from "../host/host.ts";
import type { ContainerProcesses } from "../model/observation.ts";
import { CGROUP_PLACES } from "./cgroup_places.ts";

const MAX_BYTES = 1024 * 1024;

/**
 * Host ids of the processes in a container's control group, read from the kernel without asking the
 * engine. `missing`: no group of that id is to be seen here, which alone proves nothing; `hidden`: there
 * are processes that have no id in our own namespace.
 */
export async function listProcesses(host: Host, containerId: string): Promise<ContainerProcesses> {
  for (const place of CGROUP_PLACES) {
    const group = place.memory(containerId);
    const own = await readIds(host, group);
    if (own === null) continue;
    // crun puts the container one level deeper under systemd.
    const ids = [...own, ...await readIds(host, `${group}/container`) ?? []];
    if (ids.includes(0)) return { kind: "hidden" };
    if (ids.length > 0) return { kind: "some", ids };
    return await isPopulated(host, group) ? { kind: "hidden" } : { kind: "none" };
  }
  return { kind: "missing" };
}

async function readIds(host: Host, group: string): Promise<readonly number[] | null> {
  const text = await host.files.readText(`${group}/cgroup.procs`, MAX_BYTES);
  return text.ok ? text.value.split("\n").filter((line) => line !== "").map(Number) : null;
}

/** Version 2 tells it of all groups below; version 1 does not, and has none there. */
async function isPopulated(host: Host, group: string): Promise<boolean> {
  const text = await host.files.readText(`${group}/cgroup.events`, MAX_BYTES);
  return text.ok && /^populated 1$/m.test(text.value);
}
