/** What ordering looks at. */
export interface Needing {
  readonly name: string;
  readonly needs: readonly string[];
}

/** The same suites, each after what it needs, otherwise in their own order; a circle is a bug and throws. */
export function orderSuites<T extends Needing>(suites: readonly T[]): readonly T[] {
  const waiting = [...suites];
  const open = new Set(suites.map((suite) => suite.name));
  const ordered: T[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ needs }) => !needs.some((need) => open.has(need)));
    const [next] = at === -1 ? [] : waiting.splice(at, 1);
    if (next === undefined) throw new Error("suites that need each other in a circle got here");
    open.delete(next.name);
    ordered.push(next);
  }
  return ordered;
}
