/** Starts work, at most so much at a time; the rest waits for its turn, in order. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>;

/** A limiter for that many at a time. */
export function limitWork(atOnce: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place is handed on: who waits first goes first.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
