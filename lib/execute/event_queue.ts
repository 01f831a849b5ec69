/** Values that many tell and one takes, in order. */
export interface EventQueue<T> {
  push(value: T): void;
  /** Resolves when little is left to be taken: for those who tell much. */
  room(): Promise<void>;
  /** Ends the taking once all that was told has been taken. */
  close(): void;
  /** For one taker. */
  readonly values: AsyncGenerator<T, void, void>;
}

/** Most values that wait before `room` does. */
const FULL = 64;

/** Opens a queue; `push` never refuses, so whoever tells much asks for room first. */
export function openEventQueue<T>(): EventQueue<T> {
  let waiting: T[] = [];
  let isClosed = false;
  let inHand = 0;
  let wake = Promise.withResolvers<void>();
  let taken = Promise.withResolvers<void>();
  const take = async function* (): AsyncGenerator<T, void, void> {
    for (;;) {
      const values = waiting;
      waiting = [];
      for (const value of values) {
        yield value;
        inHand--;
      }
      taken.resolve();
      taken = Promise.withResolvers<void>();
      if (waiting.length > 0) continue;
      if (isClosed) return;
      await wake.promise;
      wake = Promise.withResolvers<void>();
    }
  };
  return {
    push: (value) => {
      if (isClosed) return;
      waiting.push(value);
      inHand++;
      wake.resolve();
    },
    room: async () => {
      while (inHand > FULL && !isClosed) await taken.promise;
    },
    close: () => {
      isClosed = true;
      wake.resolve();
      taken.resolve();
    },
    values: take(),
  };
}
