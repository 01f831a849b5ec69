import type { Host } from "../host/host.ts";
import type { CgroupCounters } from "../model/observation.ts";
import type { CgroupPlace } from "./cgroup_places.ts";
import { readCounters } from "./sample_cgroup.ts";

const MAX_BYTES = 64 * 1024;

/** The counters of a container at one moment, with what it uses now. */
export interface CgroupMoment {
  readonly counters: CgroupCounters;
  readonly memoryBytes: number | null;
  readonly pids: number | null;
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
}

/** Reads all counters of a container once; null when its group is gone. */
export async function readMoment(
  host: Host,
  place: CgroupPlace,
  id: string,
): Promise<CgroupMoment | null> {
  const isTwo = place.files.memoryPeak === "memory.peak";
  const memory = place.memory(id);
  // In version 1 every controller has a hierarchy of its own.
  const block = isTwo ? memory : memory.replace("/cgroup/memory/", "/cgroup/blkio/");
  const read = async (path: string): Promise<string> => {
    const text = await host.files.readText(path, MAX_BYTES);
    return text.ok ? text.value : "";
  };
  const [counters, used, pids, io] = await Promise.all([
    readCounters(host, place, id),
    read(`${memory}/${isTwo ? "memory.current" : "memory.usage_in_bytes"}`),
    read(`${place.pids(id)}/pids.current`),
    read(`${block}/${isTwo ? "io.stat" : "blkio.throttle.io_service_bytes"}`),
  ]);
  if (counters === null) return null;
  return {
    counters,
    memoryBytes: numberOf(used),
    pids: numberOf(pids),
    readBytes: sumOf(io, isTwo ? /\brbytes=(\d+)/g : /\bRead (\d+)/g),
    writtenBytes: sumOf(io, isTwo ? /\bwbytes=(\d+)/g : /\bWrite (\d+)/g),
  };
}

function numberOf(text: string): number | null {
  const value = Number(text.trim());
  return text.trim() === "" || !Number.isSafeInteger(value) ? null : value;
}

/** Over all devices; a container that has not touched any is told by an empty file. */
function sumOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}
