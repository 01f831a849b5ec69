import type { Host, RunningProcess } from "../host/host.ts";
import type { Command, CommandOutput, SpawnFailure } from "../model/command.ts";
import { type PullEnd, type PullPatience, watchPull } from "./watch_pull.ts";

/** A pull that is over. */
export interface FollowedPull {
  readonly why: PullEnd;
  readonly output: CommandOutput;
  /** The last thing it said about its progress, one line, or "". */
  readonly lastWord: string;
}

/** Of each stream that much is kept, the end: there an error stands. */
const KEPT_CHARS = 64 * 1024;
const DRAIN_MS = 500;
/** A process in an uninterruptible wait does not die of SIGKILL before its device answers. */
const REAP_MS = 2_000;

/**
 * Runs a pull until it ends, shows no sign of life for too long, takes too long, or is interrupted;
 * then it is killed at once. Bounded in time and memory.
 */
export async function followPull(
  host: Host,
  { argv, timeoutMs }: Command<unknown>,
  { patience, signal }: { readonly patience: PullPatience; readonly signal: AbortSignal },
): Promise<FollowedPull> {
  const startMs = host.monotonicMs();
  const started = host.start({ argv, cwd: host.machine.cwd });
  if (!started.ok) return { why: "ended", output: neverStarted(started.error), lastWord: "" };
  const process = started.value;
  const said = { stdout: "", stderr: "" };
  const drained = Promise.all([
    keepTail(process.stdout, (text) => said.stdout = (said.stdout + text).slice(-KEPT_CHARS)),
    keepTail(process.stderr, (text) => said.stderr = (said.stderr + text).slice(-KEPT_CHARS)),
  ]);
  const over = new AbortController();
  const watching = watchPull(host, process.pid, {
    patience: { ...patience, totalMs: timeoutMs },
    heard: () => countNews(said.stdout) + countNews(said.stderr),
    signal: AbortSignal.any([signal, over.signal]),
  });
  const why = await Promise.race([process.ended.then(() => "ended" as const), watching]);
  over.abort();
  if (why !== "ended") process.signalGroup("SIGKILL");
  const end = await reap(host, process, drained);
  const durationMs = host.monotonicMs() - startMs;
  const output = { ...end, ...said, timedOut: why !== "ended", spawnFailure: null, durationMs };
  return { why, output, lastWord: said.stdout.trim().split("\n").at(-1)?.trim() ?? "" };
}

/** What clients say before they have asked anybody is no news. */
const PREAMBLE = /^(?:Trying to pull .*|Using default tag: .*|Resolving .*|Resolved .*)$/gm;

function countNews(text: string): number {
  return text.replace(PREAMBLE, "").trim().length;
}

async function reap(host: Host, process: RunningProcess, drained: Promise<unknown>) {
  const killed = { code: 137, signal: "SIGKILL" };
  const end = await within(host, process.ended, REAP_MS) ?? killed;
  // What it printed is in the pipe already; only a grandchild makes us wait.
  await within(host, drained, DRAIN_MS);
  await process.abandonStreams();
  await drained;
  return end;
}

async function within<T>(host: Host, promise: Promise<T>, ms: number): Promise<T | null> {
  const enough = new AbortController();
  const late = host.sleep(ms, enough.signal).then(() => null);
  const first = await Promise.race([promise, late]);
  enough.abort();
  return first;
}

async function keepTail(
  chunks: AsyncIterable<Uint8Array>,
  add: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) add(decoder.decode(chunk, { stream: true }));
  add(decoder.decode());
}

function neverStarted(spawnFailure: SpawnFailure): CommandOutput {
  const nothing = { code: -1, signal: null, stdout: "", stderr: "", durationMs: 0 };
  return { ...nothing, timedOut: false, spawnFailure };
}
