import type { ContainerFacts } from "../model/execution_facts.ts";
import type { ContainerAccount } from "../model/run_record.ts";

/** A container that stayed below this part of its own limit was not stopped by it. */
const NEAR = 0.9;

/**
 * How many processes the kernel killed for memory, at least: the counter read inside the container
 * is right on every kernel tried; the counter read from the host, the engine's flag and its `oom`
 * event each miss some, so any of them counts as one.
 */
export function countOomKills(container: ContainerFacts | null): number {
  if (container === null) return 0;
  const { trailer, counters, state, events } = container.account;
  const told = Math.max(trailer?.oomKills ?? 0, counters?.oomKills ?? 0);
  if (told > 0) return told;
  return state?.oomKilled || events.includes("oom") ? 1 : 0;
}

/**
 * Highest use of memory of a container that was killed although its own limit was far away: then the
 * kernel acted for what holds it (a pod, a slice, the machine). Null where its limit may be the cause.
 */
export function peakBelowLimit(
  { trailer, counters }: Pick<ContainerAccount, "trailer" | "counters">,
  limitBytes: number | null,
): number | null {
  const peak = Math.max(trailer?.memoryPeakBytes ?? 0, counters?.memoryPeakBytes ?? 0);
  // Without a measured peak, or a limit to compare it with, nothing is known of that.
  return limitBytes === null || peak === 0 || peak >= limitBytes * NEAR ? null : peak;
}
