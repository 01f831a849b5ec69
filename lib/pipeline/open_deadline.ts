import type { Host } from "../host/host.ts";

/** The deadline of a whole run. */
export interface Deadline {
  /** Aborted when it passes; it is no interrupt, and nobody is waiting impatiently. */
  readonly signal: AbortSignal;
  /** Its length in milliseconds, or null for a run without one. */
  readonly lengthMs: number | null;
  /** What is left of it, at least 0; without end for a run without one. */
  leftMs(): number;
  /** Ends the waiting for it; it never passes after that. */
  close(): void;
}

/** Opens the deadline of a run that begins now. */
export function openDeadline(host: Host, lengthMs: number | null): Deadline {
  const startMs = host.monotonicMs();
  const passed = new AbortController();
  const over = new AbortController();
  if (lengthMs !== null) {
    host.sleep(lengthMs, over.signal).then(() => {
      if (!over.signal.aborted) passed.abort();
    });
  }
  const leftMs = (): number =>
    lengthMs === null ? Infinity : Math.max(0, lengthMs - (host.monotonicMs() - startMs));
  return { signal: passed.signal, lengthMs, leftMs, close: () => over.abort() };
}
