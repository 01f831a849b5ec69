import type { Plan } from "../model/plan.ts";
import type { ReplaySource } from "./replay_source.ts";

/** The words by which a suite is known under any name: its tool, its folder, its command. */
interface Spelled {
  readonly runner: string;
  readonly full: { readonly argv: readonly string[]; readonly cwd: string };
}

/**
 * Former name to present name of suites whose command is the same under another name: recorded and
 * gone from the plan, planned and in no record, and no other suite of that command on either side.
 */
export function matchRenamed(
  records: readonly ReplaySource[],
  current: Plan,
): ReadonlyMap<string, string> {
  const recorded = new Set(records.flatMap(({ suites }) => suites.map(({ name }) => name)));
  const planned = new Set(current.suites.map(({ name }) => name));
  const spelled = new Map<string, Spelled>();
  for (const { record } of records) {
    // A replay's own plan is narrowed; the first plan that has a suite spells the whole of it.
    for (const suite of record.files.plan?.suites ?? []) {
      if (!spelled.has(suite.name)) spelled.set(suite.name, suite);
    }
  }
  const known = new Set([...planned, ...current.leftOut.map(({ suite }) => suite)]);
  const gone = [...recorded].filter((name) => !known.has(name) && spelled.has(name));
  const fresh = current.suites.filter(({ name }) => !recorded.has(name) && !spelled.has(name));
  const now = groupBy(fresh, (suite) => identityOf(suite), ({ name }) => name);
  const before = groupBy(gone, (name) => identityOf(spelled.get(name)), (name) => name);
  return new Map(
    [...before].flatMap(([identity, [name, ...others]]) => {
      const [match, ...rivals] = now.get(identity) ?? [];
      const isOne = name !== undefined && others.length === 0 && rivals.length === 0;
      return isOne && match !== undefined ? [[name, match] as const] : [];
    }),
  );
}

function identityOf(suite: Spelled | undefined): string {
  return JSON.stringify([suite?.runner, suite?.full.cwd, suite?.full.argv]);
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  nameOf: (item: T) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const item of items) {
    const names = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), [...names, nameOf(item)]);
  }
  return groups;
}
