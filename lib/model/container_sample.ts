import * as z from "zod";

const Count = z.number().nonnegative().nullable();

/** One line of `container_stats.jsonl`: the counters of a container at one moment. */
export const ContainerSample = z.object({
  at_ms: z.number().nonnegative().describe("since the container was watched"),
  source: z.enum(["cgroup", "docker stats"]),
  memory_bytes: Count,
  memory_peak_bytes: Count,
  pids: Count,
  cpu_ms: Count.describe("processor time since its start; null where only a share is told"),
  cpu_percent: Count.describe("of one processor, since the sample before"),
  throttled_ms: Count,
  oom_kills: Count,
  pids_limit_hits: Count,
  read_bytes: Count,
  written_bytes: Count,
  output_bytes: z.number().nonnegative().describe("of both streams, as far as they were read"),
  output_lines: z.number().nonnegative(),
});
export type ContainerSample = z.infer<typeof ContainerSample>;

/** One line of `container_top.jsonl`: the processes of a container at one moment. */
export const ContainerSnapshot = z.object({
  at_ms: z.number().nonnegative(),
  why: z.enum(["periodic", "before-kill"]),
  titles: z.array(z.string()),
  processes: z.array(z.array(z.string())),
});
export type ContainerSnapshot = z.infer<typeof ContainerSnapshot>;

/** What all samples of a container come to. */
export interface SampleSummary {
  readonly samples: number;
  readonly memoryPeakBytes: number | null;
  readonly pidsPeak: number | null;
  readonly cpuMs: number | null;
  /** Share of one processor since the last output, 0 to 1 and more; null where nobody knows. */
  readonly quietCpu: number | null;
  /** Since it was watched, before we asked it for its stacks; null where it printed nothing. */
  readonly lastOutputMs: number | null;
  /** A few hundred at most, evenly spread, for a timeline. */
  readonly points: readonly ContainerSample[];
}
