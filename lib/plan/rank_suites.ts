/** What ranking looks at. */
export interface Ranked {
  readonly name: string;
  readonly needs: readonly string[];
}

/**
 * How urgent each suite is: its own duration and the longest chain of suites that wait for it, in
 * milliseconds. One without a known duration may be the longest of all, so it goes first. Suites are
 * told in the order of a plan, each after what it needs.
 */
export function rankSuites(
  suites: readonly Ranked[],
  durations: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  const ranks = new Map<string, number>();
  for (const { name, needs } of suites.toReversed()) {
    const rank = (durations.get(name) ?? Infinity) + (waiting.get(name) ?? 0);
    ranks.set(name, rank);
    for (const need of needs) waiting.set(need, Math.max(rank, waiting.get(need) ?? 0));
  }
  return ranks;
}
