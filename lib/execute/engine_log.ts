import { dockerLogs } from "../docker/docker_logs.ts";
import type { Host, RunningProcess } from "../host/host.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { countChunk, newCounters } from "./count_stream.ts";
import { followProcess } from "./follow_process.ts";
import type { FollowOptions } from "./open_target.ts";

/** The engine's log is read far slower than it was written; what is left after this is not waited for. */
const MAX_READ_MS = 120_000;
/** An engine that says nothing for so long will not answer: what it keeps it reads from a file. */
const MAX_SILENCE_MS = 10_000;

/** Appends what the engine kept of a container's output to our logs; false when it could not be read. */
export async function appendEngineLog(
  host: Host,
  execution: ContainerExecution & Pick<FollowOptions, "startMs">,
  id: string,
): Promise<boolean> {
  return await readBounded(host, execution, id, async (process) => {
    await followProcess(host, process, execution);
  });
}

/** Counts what the engine kept of both streams, or null where that could not be read to its end. */
export async function countEngineLog(
  host: Host,
  execution: ContainerExecution,
  id: string,
): Promise<{ readonly bytes: number; readonly lines: number } | null> {
  const counters = newCounters();
  const count = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) countChunk(counters, chunk, 0);
  };
  const isWhole = await readBounded(host, execution, id, async ({ stdout, stderr }) => {
    await Promise.all([count(stdout), count(stderr)]);
  });
  return isWhole ? { bytes: counters.bytes, lines: counters.lines } : null;
}

async function readBounded(
  host: Host,
  { request }: ContainerExecution,
  id: string,
  read: (process: RunningProcess) => Promise<void>,
): Promise<boolean> {
  const argv = dockerLogs(request.settings.dockerBin, id);
  const started = host.start({ argv, cwd: host.machine.cwd });
  if (!started.ok) return false;
  const heard = { atMs: host.monotonicMs() };
  const { stdout, stderr } = started.value;
  const process: RunningProcess = {
    ...started.value,
    stdout: listen(host, stdout, heard),
    stderr: listen(host, stderr, heard),
  };
  const over = new AbortController();
  const bound = endLate(host, process, heard, over.signal);
  await read(process);
  const { code } = await process.ended;
  over.abort();
  await bound;
  return code === 0;
}

async function* listen(
  host: Host,
  chunks: AsyncIterable<Uint8Array>,
  heard: { atMs: number },
): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of chunks) {
    heard.atMs = host.monotonicMs();
    yield chunk;
  }
}

async function endLate(
  host: Host,
  process: RunningProcess,
  heard: { readonly atMs: number },
  over: AbortSignal,
): Promise<void> {
  const lastMs = host.monotonicMs() + MAX_READ_MS;
  while (!over.aborted) {
    const leftMs = Math.min(lastMs, heard.atMs + MAX_SILENCE_MS) - host.monotonicMs();
    if (leftMs <= 0) return process.signalGroup("SIGKILL");
    await host.sleep(leftMs, over);
  }
}
