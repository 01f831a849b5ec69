const TOLD = "qa-gate-bug";

/** Calls back when a bug of our own is about to end us; returns how to stop listening. */
export function onBug(listener: () => void): () => void {
  globalThis.addEventListener(TOLD, listener);
  return () => globalThis.removeEventListener(TOLD, listener);
}

/** Calls whoever listens for our bugs; what one of them throws is one bug more and is not told. */
export function tellBug(): void {
  try {
    globalThis.dispatchEvent(new Event(TOLD));
  } catch {
    // The first bug is the one to report.
  }
}
