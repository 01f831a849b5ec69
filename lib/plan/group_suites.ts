/** What grouping looks at. */
export interface Needing {
  readonly name: string;
  readonly needs: readonly string[];
}

/**
 * Suites that need each other, directly or through others, together: they run in one shard, or a suite
 * would wait for one that runs elsewhere. Groups and names within them in the order of the plan.
 */
export function groupSuites<T extends Needing>(suites: readonly T[]): readonly (readonly T[])[] {
  const leaders = new Map(suites.map(({ name }) => [name, name]));
  const leaderOf = (name: string): string => {
    let at = name;
    for (let up = leaders.get(at); up !== undefined && up !== at; up = leaders.get(at)) at = up;
    return at;
  };
  for (const { name, needs } of suites) {
    for (const need of needs) {
      if (leaders.has(need)) leaders.set(leaderOf(name), leaderOf(need));
    }
  }
  return [...Map.groupBy(suites, ({ name }) => leaderOf(name)).values()];
}
