import type { ContainerFacts } from "../model/execution_facts.ts";

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
