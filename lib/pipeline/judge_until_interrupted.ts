import type { Host } from "../host/host.ts";
import type { Interrupts } from "./listen_for_interrupts.ts";

/** How long what was begun may take to end after an interrupt: its programs are killed by then. */
const PATIENCE_MS = 2_000;

/**
 * The result of a judgement; null where an interrupt came before it: a verdict whose checks were
 * killed says nothing. It does not wait for a judgement that goes on reading.
 */
export async function judgeUntilInterrupted<T>(
  host: Host,
  interrupts: Interrupts,
  judging: Promise<T>,
): Promise<T | null> {
  const interrupted = new Promise<null>((resolve) => {
    interrupts.onFirst(() => {
      Promise.race([judging, host.sleep(PATIENCE_MS)]).then(() => resolve(null));
    });
  });
  const result = await Promise.race([judging, interrupted]);
  return interrupts.first() === null ? result : null;
}
