/** Where one combination of engine, cgroup driver and cgroup version keeps a container's counters. */
export interface CgroupPlace {
  readonly memory: (id: string) => string;
  readonly pids: (id: string) => string;
  /** Where throttling is told. */
  readonly cpu: (id: string) => string;
  /** Where usage is told; a hierarchy of its own in version 1. */
  readonly cpuacct: (id: string) => string;
  readonly files: CgroupFiles;
}

/** Names of the counter files, and the keys inside them; `perMs` is the unit of a time. */
export interface CgroupFiles {
  readonly memoryPeak: string;
  readonly memoryLimit: string;
  readonly oomKills: { readonly file: string; readonly key: string };
  readonly pidsPeak: string;
  readonly pidsHits: { readonly file: string; readonly key: string };
  readonly cpuUsage: { readonly file: string; readonly key: string; readonly perMs: number };
  readonly cpuStat: { readonly file: string; readonly key: string; readonly perMs: number };
}

const V1: CgroupFiles = {
  memoryPeak: "memory.max_usage_in_bytes",
  memoryLimit: "memory.limit_in_bytes",
  oomKills: { file: "memory.oom_control", key: "oom_kill" },
  // Version 1 has no peak; the present number is the best there is.
  pidsPeak: "pids.current",
  pidsHits: { file: "pids.events", key: "max" },
  cpuUsage: { file: "cpuacct.usage", key: "", perMs: 1e6 },
  cpuStat: { file: "cpu.stat", key: "throttled_time", perMs: 1e6 },
};

const V2: CgroupFiles = {
  memoryPeak: "memory.peak",
  memoryLimit: "memory.max",
  oomKills: { file: "memory.events", key: "oom_kill" },
  pidsPeak: "pids.peak",
  pidsHits: { file: "pids.events", key: "max" },
  cpuUsage: { file: "cpu.stat", key: "usage_usec", perMs: 1e3 },
  cpuStat: { file: "cpu.stat", key: "throttled_usec", perMs: 1e3 },
};

const ROOT = "/sys/fs/cgroup";

/** Group of a container below its hierarchy: docker with either driver, podman with either. */
const GROUPS: readonly ((id: string) => string)[] = [
  (id) => `docker/${id}`,
  (id) => `system.slice/docker-${id}.scope`,
  (id) => `machine.slice/libpod-${id}.scope`,
  (id) => `libpod_parent/libpod-${id}`,
];

/** Every known place, tried in order until one exists. */
export const CGROUP_PLACES: readonly CgroupPlace[] = GROUPS.flatMap((group) => [
  place((_, id) => `${ROOT}/${group(id)}`, V2),
  place((controller, id) => `${ROOT}/${controller}/${group(id)}`, V1),
]);

function place(path: (controller: string, id: string) => string, files: CgroupFiles): CgroupPlace {
  return {
    memory: (id) => path("memory", id),
    pids: (id) => path("pids", id),
    cpu: (id) => path("cpu", id),
    cpuacct: (id) => path("cpuacct", id),
    files,
  };
}
