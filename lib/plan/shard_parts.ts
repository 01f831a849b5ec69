import type { RunnerRequest, TestListing, TestTarget } from "../model/runner.ts";
import type { ShardPlace } from "../model/shard_keys.ts";
import type { DealtPart } from "./deal_shards.ts";

/** One entry of a listing, with the identity that its record will have. */
export interface ListedEntry extends TestTarget {
  /** As in `tests.jsonl`: suite, file, class and name, numbered where they are repeated. */
  readonly id: string;
  /** As the tool itself tells it, paths from where it runs. */
  readonly target: TestTarget;
}

/** What a tool has listed of a suite. */
export interface ListedSuite {
  readonly list: TestListing;
  readonly entries: readonly ListedEntry[];
  /** The words of the command that it was asked for. */
  readonly request: RunnerRequest;
}

/** Suites that stay together, and the entries into which the only one of them can be divided. */
export interface ShardGroup {
  readonly suites: readonly string[];
  /** Null for what is not divided. */
  readonly listed: ListedSuite | null;
}

/** Milliseconds in earlier runs: of tests and files by id, of suites by name. */
export interface KnownDurations {
  readonly tests: ReadonlyMap<string, number>;
  readonly suites: ReadonlyMap<string, number>;
  /** The plan of another shard; where it is there, nothing else counts. */
  readonly plan?: SiblingPlan;
}

/** What another shard took each part for: with it, the same plan is made again. */
export interface SiblingPlan {
  readonly has: (place: ShardPlace) => boolean;
  /** Milliseconds; null for a part that it does not have, or dealt out by count. */
  readonly expectedMs: (place: ShardPlace) => number | null;
}

/** How finely a group is divided: by entries as listed, by wider ones (files), or not at all. */
export type Grain = "entry" | "wide" | "suite";

/** A part of a plan, with what it stands for. */
export interface ShardPart extends DealtPart, TestTarget {
  /** The suites it runs; several only where they need each other. */
  readonly suites: readonly string[];
  /** Tests in it, as listed; null where they were not. */
  readonly count: number | null;
  /** As the tool tells them; empty for whole suites. */
  readonly targets: readonly TestTarget[];
}

/** The parts of a group in the order of their keys; entries of one identity are one part, for nothing can tell them apart. */
export function makeParts(
  group: ShardGroup,
  grain: Grain,
  durations: KnownDurations,
): readonly ShardPart[] {
  const { listed } = group;
  if (listed === null || grain === "suite") return [wholePart(group, durations)];
  const widened = grain === "entry" ? listed.entries : widen(listed.list, listed.entries);
  if (widened === null) return [wholePart(group, durations)];
  const byKey = new Map<string, ListedEntry[]>();
  for (const entry of widened) {
    const key = keyOf(entry);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [entry]);
    else same.push(entry);
  }
  const { list } = listed;
  // Sorted without a comparator: by code units, and five times as fast.
  return [...byKey.keys()].sort().map((key) =>
    partOf(group, key, byKey.get(key) ?? [], { list, durations })
  );
}

function keyOf({ file, class: group, name }: TestTarget): string {
  return `${file}\0${group}\0${name}`;
}

function widen(
  { widen }: TestListing,
  entries: readonly ListedEntry[],
): readonly ListedEntry[] | null {
  const wider = entries.flatMap((entry) => {
    const [identity, target] = [widen(entry), widen(entry.target)];
    return identity === null || target === null ? [] : [{ id: entry.id, ...identity, target }];
  });
  return wider.length < entries.length ? null : wider;
}

function partOf(
  { suites }: ShardGroup,
  key: string,
  entries: readonly ListedEntry[],
  { list, durations }: { readonly list: TestListing; readonly durations: KnownDurations },
): ShardPart {
  const [suite = ""] = suites;
  const { file = "", class: group = "", name = "" } = entries[0] ?? {};
  const targets = entries.length === 1
    ? entries.map(({ target }) => target)
    : [...new Map(entries.map(({ target }) => [keyOf(target), target])).values()];
  return {
    ...{ suite, suites, file, class: group, name },
    key: `${suite}\0${key}`,
    count: list.unit === "test" ? entries.length : null,
    targets,
    expectedMs: durations.plan === undefined
      ? sumKnown(entries.map(({ id }) => durations.tests.get(id)))
      : durations.plan.expectedMs({ suite, file, class: group, name }),
  };
}

function wholePart({ suites, listed }: ShardGroup, { tests, ...known }: KnownDurations): ShardPart {
  const [suite = ""] = suites;
  const { plan } = known;
  const own = sumKnown(
    suites.map((name) =>
      plan === undefined
        ? known.suites.get(name)
        : plan.expectedMs({ suite: name, file: "", class: "", name: "" }) ?? undefined
    ),
  );
  const count = listed?.list.unit === "test" ? listed.entries.length : null;
  return {
    ...{ suite, suites, file: "", class: "", name: "", count, targets: [] },
    key: suites.join("\0"),
    expectedMs: own ?? sumKnown((listed?.entries ?? []).map(({ id }) => tests.get(id))),
  };
}

function sumKnown(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : known.reduce((sum, ms) => sum + ms, 0);
}
