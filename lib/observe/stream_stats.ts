import { dockerStats, readStats } from "../docker/docker_stats.ts";
import { splitLines } from "../formats/lines.ts";
import type { Host, RunningProcess } from "../host/host.ts";
import type { ContainerSample } from "../model/container_sample.ts";

/** What is followed, until when, and who is told. */
export interface StatsRequest {
  readonly dockerBin: string;
  readonly id: string;
  readonly until: AbortSignal;
  readonly atMs: () => number;
  readonly output: () => { readonly bytes: number; readonly lines: number };
  readonly keep: (sample: ContainerSample) => void;
  readonly warn: (message: string) => void;
}

/** Follows `docker stats`, one client for a whole life, where the kernel's counters are out of reach. */
export async function streamStats(host: Host, request: StatsRequest): Promise<void> {
  const argv = dockerStats(request.dockerBin, request.id);
  const started = host.start({ argv, cwd: host.machine.cwd });
  if (!started.ok) return request.warn("its use of memory and processors is not sampled");
  const process = started.value;
  const reading = Promise.all([readAll(process, request), drop(process)]);
  await Promise.race([untilAborted(request.until), process.ended]);
  process.signalGroup("SIGKILL");
  await process.abandonStreams();
  await reading;
}

async function readAll(
  { stdout }: RunningProcess,
  { atMs, output, keep }: StatsRequest,
): Promise<void> {
  let lastMs = -1;
  for await (const line of splitLines(stdout)) {
    const told = readStats(line);
    // A terminal's screen is drawn anew several times for one measurement.
    if (told === null || told.memoryBytes === null || atMs() === lastMs) continue;
    lastMs = atMs();
    const { bytes, lines } = output();
    keep({
      ...{ at_ms: lastMs, source: "docker stats", memory_bytes: told.memoryBytes },
      ...{ memory_peak_bytes: null, pids: told.pids, cpu_ms: null, cpu_percent: told.cpuPercent },
      ...{ throttled_ms: null, oom_kills: null, pids_limit_hits: null },
      ...{ read_bytes: told.readBytes, written_bytes: told.writtenBytes },
      ...{ output_bytes: bytes, output_lines: lines },
    });
  }
}

async function drop({ stderr }: RunningProcess): Promise<void> {
  for await (const _ of stderr);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}
