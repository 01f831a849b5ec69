import type { Host } from "../host/host.ts";

/** How long a pull may take, and how long it may show no sign of life. */
export interface PullPatience {
  /** Until the first word: the registry has told nothing about the image yet. */
  readonly answerMs: number;
  /** Between two signs of life later on, where they can be seen. */
  readonly silenceMs: number;
  /** For all of it, every try and wait included. */
  readonly totalMs: number;
}

/** Why a pull is over: `ended` by itself, the others killed by us with an unknown effect. */
export type PullEnd = "ended" | "no-answer" | "silent" | "too-long" | "interrupted";

/** What `watchPull` looks at. */
export interface WatchPullOptions {
  readonly patience: PullPatience;
  /** Grows with what the client has printed. */
  readonly heard: () => number;
  /** Aborted by an interrupt, or when the pull has ended. */
  readonly signal: AbortSignal;
}

const INTERVAL_MS = 500;
/** A client that waits reads a byte now and then to wake its threads; news of a layer are longer. */
const NEWS_BYTES = 32;
const MAX_PROCESSES = 32;

/**
 * Watches a pull until there is a reason to end it. Off a terminal a client prints nothing while a
 * layer comes, which may take long and be fine; but the engine tells it of every piece, and the
 * kernel counts what it reads. Where that cannot be seen, only the whole pull has a bound.
 */
export async function watchPull(
  host: Host,
  pid: number,
  { patience, heard, signal }: WatchPullOptions,
): Promise<Exclude<PullEnd, "ended">> {
  const startMs = host.monotonicMs();
  let signMs = startMs;
  let last: { heard: number; pulse: number | null } = { heard: 0, pulse: null };
  while (true) {
    await host.sleep(INTERVAL_MS, signal);
    if (signal.aborted) return "interrupted";
    const now = { heard: heard(), pulse: await readPulse(host, pid) };
    const nowMs = host.monotonicMs();
    if (now.heard !== last.heard || hasNews(last.pulse, now.pulse)) signMs = nowMs;
    last = now;
    if (nowMs - startMs >= patience.totalMs) return "too-long";
    const silentMs = nowMs - signMs;
    if (now.heard === 0 && silentMs >= patience.answerMs) return "no-answer";
    const isWatched = now.heard > 0 && now.pulse !== null;
    if (isWatched && silentMs >= patience.silenceMs) return "silent";
  }
}

/** A counter that appears or falls back belongs to other processes than before: a sign of life. */
function hasNews(before: number | null, now: number | null): boolean {
  if (before === null || now === null) return before !== now;
  return now < before || now - before >= NEWS_BYTES;
}

/**
 * Bytes that a process and its descendants have read so far; null where that cannot be seen: another
 * system, or a client that runs as somebody else (sudo).
 */
async function readPulse(host: Host, pid: number): Promise<number | null> {
  if (host.machine.os !== "linux") return null;
  let total = 0;
  const pids = [pid];
  for (const one of pids) {
    const io = await readProc(host, `${one}/io`);
    const read = /^rchar: (?<bytes>\d+)$/m.exec(io ?? "")?.groups?.["bytes"];
    if (read === undefined) return null;
    total += Number(read);
    const children = await readProc(host, `${one}/task/${one}/children`) ?? "";
    pids.push(...children.split(" ").filter(Boolean).map(Number));
    if (pids.length > MAX_PROCESSES) return null;
  }
  return total;
}

async function readProc(host: Host, path: string): Promise<string | null> {
  const text = await host.files.readText(`/proc/${path}`, 64 * 1024);
  return text.ok ? text.value : null;
}
