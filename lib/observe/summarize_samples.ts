import type { ContainerSample, SampleSummary } from "../model/container_sample.ts";

/** Points kept for a timeline; with more, every second one is dropped and only every second one kept from then on. */
const MOST_POINTS = 240;

/** Takes samples one by one and keeps what they come to, in bounded memory. */
export interface SampleTally {
  add(sample: ContainerSample): void;
  /** What is printed from now on, and what is used, is our own doing: peaks still count. */
  freeze(): void;
  summary(): SampleSummary;
}

/** Opens an empty tally. */
export function tallySamples(): SampleTally {
  let points: ContainerSample[] = [];
  let stride = 1;
  let samples = 0;
  let last: ContainerSample | null = null;
  let spoke: ContainerSample | null = null;
  let frozen: ContainerSample | null = null;
  let lastOutputMs: number | null = null;
  const peaks: Record<"memory" | "pids", number | null> = { memory: null, pids: null };
  const add = (sample: ContainerSample): void => {
    if (samples % stride === 0) points.push(sample);
    samples++;
    if (points.length > MOST_POINTS) {
      points = points.filter((_, at) => at % 2 === 0);
      stride *= 2;
    }
    const isNews = sample.output_bytes !== (last?.output_bytes ?? 0);
    if (frozen === null && (isNews || spoke === null)) spoke = sample;
    if (frozen === null && isNews) lastOutputMs = sample.at_ms;
    peaks.memory = higher(peaks.memory, sample.memory_peak_bytes ?? sample.memory_bytes);
    peaks.pids = higher(peaks.pids, sample.pids);
    last = sample;
  };
  return {
    add,
    freeze: () => void (frozen = last),
    summary: () => ({
      samples,
      memoryPeakBytes: peaks.memory,
      pidsPeak: peaks.pids,
      cpuMs: last?.cpu_ms ?? null,
      quietCpu: shareSince(spoke, frozen ?? last),
      lastOutputMs,
      points: last === null || points.at(-1) === last ? points : [...points, last],
    }),
  };
}

function higher(a: number | null, b: number | null): number | null {
  return a === null || b === null ? a ?? b : Math.max(a, b);
}

/** Processor time between two samples as a share of the time between them. */
function shareSince(from: ContainerSample | null, to: ContainerSample | null): number | null {
  if (from?.cpu_ms == null || to?.cpu_ms == null || to.at_ms <= from.at_ms) return null;
  return Math.max(0, to.cpu_ms - from.cpu_ms) / (to.at_ms - from.at_ms);
}
