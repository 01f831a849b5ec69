import type { ContainerSample } from "../../lib/model/container_sample.ts";

/** A sample of a quiet container, unless said otherwise. */
export function sampleAt(at_ms: number, given: Partial<ContainerSample> = {}): ContainerSample {
  return {
    ...{ at_ms, source: "cgroup", memory_bytes: 1, memory_peak_bytes: 2, pids: 1, cpu_ms: 0 },
    ...{ cpu_percent: 0, throttled_ms: 0, oom_kills: 0, pids_limit_hits: 0, read_bytes: 0 },
    ...{ written_bytes: 0, output_bytes: 0, output_lines: 0 },
    ...given,
  };
}
