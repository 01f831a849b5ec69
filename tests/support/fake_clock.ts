/** A clock that stands still until everything waits, and then jumps to the next wake-up. */
export interface FakeClock {
  /** Virtual milliseconds since the start of the test. */
  nowMs(): number;
  /** Resolves when virtual time has passed that far, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Virtual time no test needs; something that waits past it waits for ever. */
const END_OF_TIME_MS = 30 * 24 * 3600 * 1000;

/** A clock at 0. Same sleeps, same order of wake-ups, however slow the machine is. */
export function fakeClock(): FakeClock {
  const sleepers = new Set<Sleeper>();
  let nowMs = 0;
  let pump: ReturnType<typeof setTimeout> | null = null;

  function arrangePump(): void {
    if (sleepers.size === 0) {
      // Nothing is left to wake: a timer that stayed would be a leak of the test's.
      if (pump !== null) clearTimeout(pump);
      pump = null;
    } else {
      // A real timer fires after all microtasks: by then everybody who can go on without time has.
      pump ??= setTimeout(wakeNext, 0);
    }
  }

  function wakeNext(): void {
    pump = null;
    // The set keeps the order of calls, so of equal times the first to sleep wakes first.
    const next = [...sleepers].reduce<Sleeper | null>(earlier, null);
    if (next === null) return;
    if (next.atMs > END_OF_TIME_MS) throw new Error("fake clock: something waits for ever");
    nowMs = Math.max(nowMs, next.atMs);
    next.wake();
    arrangePump();
  }

  return {
    nowMs: () => nowMs,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = { atMs: nowMs + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake, { once: true });
        function wake() {
          sleepers.delete(sleeper);
          arrangePump();
          signal?.removeEventListener("abort", wake);
          resolve();
        }
        arrangePump();
      });
    },
  };
}

function earlier(best: Sleeper | null, one: Sleeper): Sleeper {
  return best === null || one.atMs < best.atMs ? one : best;
}
