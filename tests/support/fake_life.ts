import type { FakeClock } from "./fake_clock.ts";
import type { FakeAnswer, FakeCall, FakeOutput } from "./fake_answer.ts";

/** A scripted process while it lives, and its streams, which may outlive it. */
export interface FakeLife {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stderr: AsyncIterable<Uint8Array>;
  readonly ended: Promise<{ code: number; signal: string | null }>;
  /** Takes a signal as a process would. */
  receive(signal: string): void;
  abandon(): void;
}

const NUMBERS: Readonly<Record<string, number>> = {
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGTERM: 15,
};

/** Starts the life of a scripted process: it prints at its times and ends by itself or by a signal. */
export function liveFakeProcess(
  { call, answer, clock }: { call: FakeCall; answer: FakeAnswer; clock: FakeClock },
): FakeLife {
  const killed = new AbortController();
  const abandoned = new AbortController();
  const over = AbortSignal.any([killed.signal, abandoned.signal]);
  const ended = live();

  async function live() {
    await (answer.hangs ? untilAborted(killed.signal) : clock.sleep(lifeMs(answer), killed.signal));
    if (killed.signal.aborted) return endBySignal(String(killed.signal.reason));
    await answer.effect?.(call);
    return answer.signal
      ? endBySignal(answer.signal, answer.code)
      : { code: answer.code ?? 0, signal: null };
  }

  async function* speak(output: FakeAnswer["stdout"]): AsyncGenerator<Uint8Array> {
    for (const { atMs, bytes } of piecesOf(output)) {
      await clock.sleep(Math.max(0, call.atMs + atMs - clock.nowMs()), over);
      if (over.aborted) break;
      yield* reusingBuffer(bytes);
    }
    await Promise.race([ended, untilAborted(abandoned.signal)]);
    if (answer.holdsStreams) await untilAborted(abandoned.signal);
  }

  return {
    stdout: speak(answer.stdout),
    stderr: speak(answer.stderr),
    ended,
    receive(signal) {
      if (signal === "SIGKILL" || !answer.ignoresSigterm) killed.abort(signal);
    },
    abandon: () => abandoned.abort(),
  };
}

/** What a process has printed that long after its start, as text. */
export function printedBy(output: FakeAnswer["stdout"], elapsedMs: number): string {
  const decoder = new TextDecoder();
  return piecesOf(output).filter(({ atMs }) => atMs <= elapsedMs)
    .map(({ bytes }) => decoder.decode(bytes, { stream: true })).join("") + decoder.decode();
}

function endBySignal(signal: string, code = 128 + (NUMBERS[signal] ?? 0)) {
  return { code, signal };
}

/** How long it lives by itself. */
export function lifeMs({ stdout, stderr, delayMs = 0 }: FakeAnswer): number {
  return Math.max(pausesOf(stdout), pausesOf(stderr)) + delayMs;
}

function pausesOf(output: FakeAnswer["stdout"]): number {
  return listOf(output).reduce((sum, one) => sum + pauseOf(one), 0);
}

/** What a process prints, and when, in milliseconds since its start. */
export function piecesOf(output: FakeAnswer["stdout"]): { atMs: number; bytes: Uint8Array }[] {
  let atMs = 0;
  return listOf(output).flatMap((one) => {
    atMs += pauseOf(one);
    if (typeof one === "string") return [{ atMs, bytes: new TextEncoder().encode(one) }];
    return one instanceof Uint8Array ? [{ atMs, bytes: one }] : [];
  });
}

function pauseOf(one: FakeOutput): number {
  return typeof one === "object" && "afterMs" in one ? one.afterMs : 0;
}

function listOf(output: FakeAnswer["stdout"]): readonly FakeOutput[] {
  return typeof output === "string" ? [output] : output ?? [];
}

/** As in the real host a chunk lives until the next is asked for: code that keeps one must fail. */
async function* reusingBuffer(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const chunk = bytes.slice();
  yield chunk;
  chunk.fill(0);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
