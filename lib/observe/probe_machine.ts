import { readDf, readLimits, readMeminfo, readResolvConf } from "../formats/read_kernel_text.ts";
import type { Host } from "../host/host.ts";
import type { CommandOutput } from "../model/command.ts";
import type { HostTelemetryJson } from "../model/host_telemetry_json.ts";
import { ok } from "../model/result.ts";

/** What the kernel tells of this machine; a probe that fails leaves its nulls, and a warning. */
export type MachineProbe = Pick<
  HostTelemetryJson,
  "cpus" | "memory" | "disks" | "limits" | "cgroup" | "clock" | "dns"
>;

const SMALL_BYTES = 256 * 1024;
const DF_TIMEOUT_MS = 5_000;

/** Asks kernel and file systems about this machine; `paths` are the folders whose disks matter. */
export async function probeMachine(
  host: Host,
  { paths, warn }: { readonly paths: readonly string[]; readonly warn: (text: string) => void },
): Promise<MachineProbe> {
  const read = async (path: string): Promise<string> => {
    const text = await host.files.readText(path, SMALL_BYTES);
    if (text.ok) return text.value;
    if (host.machine.os === "linux") warn(`${path} cannot be read`);
    return "";
  };
  const [meminfo, load, cpuinfo, limits, uptime, resolv, pressure, disks, cgroup] = await Promise
    .all(
      [
        ...["/proc/meminfo", "/proc/loadavg", "/proc/cpuinfo", "/proc/self/limits", "/proc/uptime"]
          .map(read),
        read("/etc/resolv.conf"),
        quiet(host, "/proc/pressure/memory"),
        probeDisks(host, paths, warn),
        probeCgroup(host),
      ] as const,
    ) as [string, string, string, string, string, string, string, Disks, Cgroup];
  const memory = readMeminfo(meminfo);
  const { servers, search } = readResolvConf(resolv);
  return {
    cpus: {
      count: host.machine.cpus,
      model: /^model name\s*:\s*(.+)$/m.exec(cpuinfo)?.[1] ?? null,
      load: load === "" ? [] : load.split(" ").slice(0, 3).map(Number),
    },
    memory: {
      total_bytes: memory["MemTotal"] ?? host.machine.memoryBytes,
      available_bytes: memory["MemAvailable"] ?? null,
      free_bytes: memory["MemFree"] ?? null,
      swap_total_bytes: memory["SwapTotal"] ?? null,
      swap_free_bytes: memory["SwapFree"] ?? null,
      pressure: pressure === "" ? null : pressure.trim(),
    },
    disks,
    limits: [...readLimits(limits)],
    cgroup,
    clock: {
      wall: host.now(),
      uptime_s: uptime === "" ? null : Number(uptime.split(" ")[0]),
      timezone: host.environment()["TZ"] ?? null,
    },
    dns: { servers: [...servers], search: [...search] },
  };
}

type Disks = HostTelemetryJson["disks"];
type Cgroup = HostTelemetryJson["cgroup"];

async function quiet(host: Host, path: string): Promise<string> {
  const text = await host.files.readText(path, SMALL_BYTES);
  return text.ok ? text.value : "";
}

async function probeDisks(
  host: Host,
  paths: readonly string[],
  warn: (text: string) => void,
): Promise<Disks> {
  const asked = await Promise.all(paths.map(async (path): Promise<Disks> => {
    const [blocks, inodes] = await Promise.all([df(host, "-kP", path), df(host, "-iP", path)]);
    const [size] = readDf(blocks?.stdout ?? "");
    const [count] = readDf(inodes?.stdout ?? "");
    if (size === undefined) {
      warn(`nobody says how full the disk of ${path} is`);
      return [];
    }
    return [{
      ...{ path, device: size.device, mounted_at: size.mountedAt },
      size_bytes: size.size * 1024,
      free_bytes: size.free * 1024,
      inodes: count?.size ?? null,
      inodes_free: count?.free ?? null,
    }];
  }));
  return asked.flat();
}

async function df(host: Host, flag: string, path: string): Promise<CommandOutput | null> {
  const command = { argv: ["df", flag, path], timeoutMs: DF_TIMEOUT_MS, read: ok<CommandOutput> };
  const { output } = await host.run(command, { env: { LC_ALL: "C" } });
  return output.code === 0 ? output : null;
}

/** The group that we run in ourselves: in a container of a build service, its limits are ours. */
async function probeCgroup(host: Host): Promise<Cgroup> {
  const root = "/sys/fs/cgroup";
  const isTwo = await host.files.stat(`${root}/cgroup.controllers`) !== null;
  const isOne = !isTwo && await host.files.stat(`${root}/memory`) !== null;
  const number = (text: string): number | null => {
    const value = Number(text.trim());
    // "max", and in version 1 a number beyond any machine, mean that there is none.
    return text.trim() === "" || !(value < 2 ** 60) ? null : value;
  };
  const [memory, pids, quota, period] = await Promise.all([
    quiet(host, isTwo ? `${root}/memory.max` : `${root}/memory/memory.limit_in_bytes`),
    quiet(host, isTwo ? `${root}/pids.max` : `${root}/pids/pids.max`),
    quiet(host, isTwo ? `${root}/cpu.max` : `${root}/cpu/cpu.cfs_quota_us`),
    isTwo ? "" : quiet(host, `${root}/cpu/cpu.cfs_period_us`),
  ]);
  const cpu = `${quota.trim()} ${period.trim()}`.trim();
  return {
    version: isTwo ? 2 : isOne ? 1 : null,
    memory_limit_bytes: number(memory),
    pids_limit: number(pids),
    cpu_limit: cpu === "" ? null : cpu,
  };
}
