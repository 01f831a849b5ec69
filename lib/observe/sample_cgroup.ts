import type { Host } from "../host/host.ts";
import type { CgroupCounters } from "../model/observation.ts";
import { CGROUP_PLACES, type CgroupPlace } from "./cgroup_places.ts";

const INTERVAL_MS = 250;
const MAX_BYTES = 4096;

/**
 * Samples the control group of a container from the host while it lives, and gives the last sample:
 * the group is gone the moment its last process is. Null where the engine is remote or the files are
 * not readable; nothing else ever depends on it.
 */
export async function sampleCgroup(
  host: Host,
  containerId: string,
  until: AbortSignal,
): Promise<CgroupCounters | null> {
  if (host.machine.os !== "linux") return null;
  let place: CgroupPlace | null = null;
  let last: CgroupCounters | null = null;
  while (!until.aborted) {
    place ??= await findPlace(host, containerId);
    last = place ? await readCounters(host, place, containerId) ?? last : last;
    await host.sleep(INTERVAL_MS, until);
  }
  return last;
}

/** Where the counters of a container are kept on this machine; null where they are not to be seen. */
export async function findPlace(host: Host, id: string): Promise<CgroupPlace | null> {
  for (const place of CGROUP_PLACES) {
    if (await host.files.stat(place.memory(id))) return place;
  }
  return null;
}

/** The counters as they are now; null once the group is gone. */
export async function readCounters(
  host: Host,
  place: CgroupPlace,
  id: string,
): Promise<CgroupCounters | null> {
  const read = async (path: string): Promise<string> => {
    const text = await host.files.readText(path, MAX_BYTES);
    return text.ok ? text.value : "";
  };
  const { memoryPeak, memoryLimit, oomKills, pidsPeak, pidsHits, cpuUsage, cpuStat } = place.files;
  const [peak, limit, oom, pids, hits, usage, stat] = await Promise.all([
    read(`${place.memory(id)}/${memoryPeak}`),
    read(`${place.memory(id)}/${memoryLimit}`),
    read(`${place.memory(id)}/${oomKills.file}`),
    read(`${place.pids(id)}/${pidsPeak}`),
    read(`${place.pids(id)}/${pidsHits.file}`),
    read(`${place.cpuacct(id)}/${cpuUsage.file}`),
    read(`${place.cpu(id)}/${cpuStat.file}`),
  ]);
  if (peak === "" && oom === "") return null;
  return {
    memoryPeakBytes: number(peak),
    memoryLimitBytes: number(limit),
    oomKills: valueOf(oom, oomKills.key),
    pidsPeak: number(pids),
    pidsLimitHits: valueOf(hits, pidsHits.key),
    cpuUsageMs: scale(cpuUsage.key ? valueOf(usage, cpuUsage.key) : number(usage), cpuUsage.perMs),
    cpuThrottledMs: scale(valueOf(stat, cpuStat.key), cpuStat.perMs),
  };
}

function number(text: string): number | null {
  const value = Number(text.trim());
  return text.trim() === "" || !Number.isSafeInteger(value) ? null : value;
}

function valueOf(text: string, key: string): number | null {
  const found = text.split("\n").find((line) => line.startsWith(`${key} `));
  return found ? number(found.slice(key.length + 1)) : null;
}

function scale(value: number | null, perMs: number): number | null {
  return value === null ? null : Math.round(value / perMs);
}
