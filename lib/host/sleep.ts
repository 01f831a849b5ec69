/** The longest wait a timer can hold; a longer one would fire at once. About 24.8 days. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Resolves after that many milliseconds, or at once (without error) when the signal is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(wake, Math.min(ms, LONGEST_TIMER_MS));
    signal?.addEventListener("abort", wake);
    function wake() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    }
  });
}
