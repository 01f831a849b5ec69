import { splitLines } from "../formats/lines.ts";
import { parseStranger } from "../formats/read_stranger_json.ts";
import type { Host } from "../host/host.ts";
import type { ContainerSample } from "../model/container_sample.ts";

/** Points that a drawing has room for. */
export const MOST_POINTS = 600;

const MAX_BYTES = 256 * 1024 ** 2;
const LINE_CHARS = 4096;

/** Whose file it is: with our own, nothing of Node must be loaded. */
export interface LoadLinesOptions {
  readonly isOwn: boolean;
}

/**
 * The samples in a `container_stats.jsonl`, evenly thinned to at most `MOST_POINTS`, with the last one;
 * none where there is no such file. A line that is none is left out.
 */
export async function loadSamples(
  host: Host,
  path: string,
  options: LoadLinesOptions,
): Promise<readonly ContainerSample[]> {
  let points: ContainerSample[] = [];
  let [stride, seen] = [1, 0];
  let last: ContainerSample | null = null;
  for await (const line of loadLines(host, path, options)) {
    const sample = readSample(line);
    if (sample === null) continue;
    last = sample;
    if (seen++ % stride === 0) points.push(sample);
    if (points.length < MOST_POINTS) continue;
    points = points.filter((_, at) => at % 2 === 0);
    stride *= 2;
  }
  return last === null || points.at(-1) === last ? points : [...points, last];
}

/** The lines of a file that may be a stranger's, none longer than 4096 characters; none without a file. */
export async function* loadLines(
  { files }: Host,
  path: string,
  { isOwn }: LoadLinesOptions,
): AsyncGenerator<string, void, void> {
  const opened = await (isOwn ? files.openOwn(path) : files.open(path, MAX_BYTES));
  if (!opened.ok) return;
  try {
    yield* splitLines(opened.value.chunks, LINE_CHARS);
  } finally {
    opened.value.close();
  }
}

function readSample(line: string): ContainerSample | null {
  const read = parseStranger(line);
  if (!read.ok || typeof read.value !== "object" || read.value === null) return null;
  const value = read.value as Readonly<Record<string, unknown>>;
  const number = (key: string): number | null => {
    const one = value[key];
    return typeof one === "number" && Number.isFinite(one) && one >= 0 ? one : null;
  };
  const atMs = number("at_ms");
  if (atMs === null) return null;
  return {
    at_ms: atMs,
    source: value["source"] === "docker stats" ? "docker stats" : "cgroup",
    memory_bytes: number("memory_bytes"),
    memory_peak_bytes: number("memory_peak_bytes"),
    pids: number("pids"),
    cpu_ms: number("cpu_ms"),
    cpu_percent: number("cpu_percent"),
    throttled_ms: number("throttled_ms"),
    oom_kills: number("oom_kills"),
    pids_limit_hits: number("pids_limit_hits"),
    read_bytes: number("read_bytes"),
    written_bytes: number("written_bytes"),
    output_bytes: number("output_bytes") ?? 0,
    output_lines: number("output_lines") ?? 0,
  };
}
