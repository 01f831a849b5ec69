import type { Host } from "../host/host.ts";

/** The interrupts of one run. */
export interface Interrupts {
  /** Aborted by the first one. */
  readonly signal: AbortSignal;
  /** Which one came first, or null. */
  first(): "SIGINT" | "SIGTERM" | null;
  /** What the first one does beside aborting; called at once when it has already come. */
  onFirst(action: (signal: "SIGINT" | "SIGTERM") => void): void;
  /** What a second one does before it ends us without waiting. */
  onSecond(action: () => void): void;
  /** Stops listening. */
  stop(): void;
}

/**
 * Listens for SIGINT and SIGTERM: the first ends the run in good order, the second ends it at once
 * (what it leaves is removed by the next run).
 */
export function listenForInterrupts(host: Host): Interrupts {
  const abort = new AbortController();
  const atFirst: ((signal: "SIGINT" | "SIGTERM") => void)[] = [];
  const atSecond: (() => void)[] = [];
  let first: "SIGINT" | "SIGTERM" | null = null;
  const stop = host.onInterrupt((signal) => {
    if (first === null) {
      first = signal;
      abort.abort();
      for (const action of atFirst) action(signal);
      return;
    }
    for (const action of atSecond) action();
    host.exit(signal === "SIGINT" ? 130 : 143);
  });
  return {
    signal: abort.signal,
    first: () => first,
    onFirst: (action) => {
      if (first === null) atFirst.push(action);
      else action(first);
    },
    onSecond: (action) => {
      atSecond.push(action);
    },
    stop,
  };
}
