import type { ContainerSample } from "../model/container_sample.ts";
import type { CgroupMoment } from "./read_sample.ts";

/** The counters of a moment as a line of `container_stats.jsonl` tells them; `before` is the sample before it. */
export function describeMoment(
  { counters, memoryBytes, pids, readBytes, writtenBytes }: CgroupMoment,
  { atMs, output, before }: {
    readonly atMs: number;
    readonly output: { readonly bytes: number; readonly lines: number };
    readonly before: Pick<ContainerSample, "at_ms" | "cpu_ms"> | null;
  },
): ContainerSample {
  const { cpuUsageMs } = counters;
  const spanMs = before === null ? 0 : atMs - before.at_ms;
  const usedMs = before?.cpu_ms == null || cpuUsageMs === null ? null : cpuUsageMs - before.cpu_ms;
  return {
    at_ms: atMs,
    source: "cgroup",
    memory_bytes: memoryBytes,
    memory_peak_bytes: counters.memoryPeakBytes,
    pids,
    cpu_ms: cpuUsageMs,
    cpu_percent: usedMs === null || spanMs <= 0
      ? null
      : Math.max(0, Math.round(usedMs / spanMs * 100)),
    throttled_ms: counters.cpuThrottledMs,
    oom_kills: counters.oomKills,
    pids_limit_hits: counters.pidsLimitHits,
    read_bytes: readBytes,
    written_bytes: writtenBytes,
    output_bytes: output.bytes,
    output_lines: output.lines,
  };
}
