import type { Command, CommandOutput } from "../model/command.ts";
import type { CommandRun, RunOptions } from "./host.ts";
import { keepHead } from "./keep_head.ts";
import { type ProcessEnd, waitForEnd } from "./process_end.ts";
import { signalGroup } from "./process_group.ts";
import { readStream } from "./read_stream.ts";
import { sleep } from "./sleep.ts";
import { spawn, type SpawnError } from "./spawn.ts";

const MAX_BYTES = 1024 * 1024;
/** After the process ended, its output is in the pipe already; only a grandchild makes us wait. */
const DRAIN_MS = 500;
/** A process in an uninterruptible wait does not die of SIGKILL before its device answers. */
const REAP_MS = 2_000;

/**
 * Runs a command value to its end: own process group, no input, killed with its group at its deadline
 * or when the signal is aborted. Bounded in time and memory; never throws but for a bug in `read`.
 */
export async function run<T>(
  command: Command<T>,
  options: RunOptions = {},
): Promise<CommandRun<T>> {
  const output = await runToEnd(command, options);
  return { result: command.read(output), output };
}

async function runToEnd(
  { argv, timeoutMs }: Command<unknown>,
  { cwd = ".", env = {}, maxBytes = MAX_BYTES, signal }: RunOptions,
): Promise<CommandOutput> {
  const startedMs = performance.now();
  const spawned = spawn({ argv, cwd, env });
  if (!spawned.ok) return describeNeverStarted(spawned.error, performance.now() - startedMs);
  const child = spawned.value;
  const streams = [readStream(child.stdout), readStream(child.stderr)] as const;
  const heads = [keepHead(maxBytes), keepHead(maxBytes)] as const;
  const drained = Promise.all(streams.map(({ chunks }, i) => drain(chunks, heads[i]?.add)));
  const { end, timedOut } = await waitBounded(child, { timeoutMs, signal });
  await settleWithin(drained, DRAIN_MS);
  await Promise.all(streams.map((stream) => stream.cancel()));
  return {
    ...end,
    stdout: heads[0].text(),
    stderr: heads[1].text(),
    timedOut,
    spawnFailure: null,
    durationMs: performance.now() - startedMs,
  };
}

async function waitBounded(
  child: Deno.ChildProcess,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal | undefined },
): Promise<{ end: ProcessEnd; timedOut: boolean }> {
  const ended = waitForEnd(child);
  const end = await settleWithin(ended, timeoutMs, signal);
  if (end !== null) return { end, timedOut: false };
  signalGroup(child.pid, "SIGKILL");
  const killed = await settleWithin(ended, REAP_MS);
  return { end: killed ?? { code: 137, signal: "SIGKILL" }, timedOut: true };
}

/** The promise's value, or null when the time passed or the signal was aborted before it came. */
async function settleWithin<T>(
  promise: Promise<T>,
  ms: number,
  signal?: AbortSignal,
): Promise<T | null> {
  const enough = new AbortController();
  const stop = signal ? AbortSignal.any([signal, enough.signal]) : enough.signal;
  try {
    return await Promise.race([promise, sleep(ms, stop).then(() => null)]);
  } finally {
    enough.abort();
  }
}

async function drain(
  chunks: AsyncIterable<Uint8Array>,
  add: ((chunk: Uint8Array) => void) | undefined,
): Promise<void> {
  for await (const chunk of chunks) add?.(chunk);
}

function describeNeverStarted({ failure, detail }: SpawnError, durationMs: number): CommandOutput {
  return {
    code: -1,
    signal: null,
    stdout: "",
    stderr: detail,
    timedOut: false,
    spawnFailure: failure,
    durationMs,
  };
}
