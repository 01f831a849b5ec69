import type { ListedSelection, TestTarget } from "../model/runner.ts";
import { type Deal, dealShards, type DealtPart } from "./deal_shards.ts";
import {
  type Grain,
  type KnownDurations,
  makeParts,
  type ShardGroup,
  type ShardPart,
} from "./shard_parts.ts";

/** What a shard runs of one suite: all of it, or a selection. */
export type ShardChoice = "whole" | ListedSelection;

/** All parts of all shards, and what each shard runs of which suite. */
export interface ShardedPlan {
  /** In the order of groups and keys: the same on every machine. */
  readonly parts: readonly ShardPart[];
  readonly deal: Deal;
  /** For each shard, by name of the suite. */
  readonly choices: readonly ReadonlyMap<string, ShardChoice>[];
  /** Suites that are divided less finely than they were listed, because no other selection is exact. */
  readonly coarsened: readonly string[];
}

/**
 * Deals groups out to shards, as finely as every shard can be told exactly: a suite of which some shard
 * cannot be is dealt by files, and then as a whole, in all of them. Another way to deal may make more.
 */
export function planShards(
  groups: readonly ShardGroup[],
  total: number,
  durations: KnownDurations,
  dealOut: (parts: readonly DealtPart[]) => Deal = (parts) => dealShards(parts, total),
): ShardedPlan {
  const grains = new Map(groups.map((group) => [group, firstGrain(group, durations)]));
  const coarsened = new Set<string>();
  for (;;) {
    const divided = groups.map((group) => ({
      group,
      parts: makeParts(group, grains.get(group) ?? "suite", durations),
    }));
    const parts = divided.flatMap((one) => one.parts);
    const deal = dealOut(parts);
    const choices = Array.from(
      { length: deal.loads?.length ?? total },
      () => new Map<string, ShardChoice>(),
    );
    const inexact = divided.filter(({ group, parts: own }) =>
      !choose(group, own, shardsOf(parts, deal, own), choices)
    );
    if (inexact.length === 0) return { parts, deal, choices, coarsened: [...coarsened] };
    for (const { group } of inexact) {
      grains.set(group, grains.get(group) === "entry" ? "wide" : "suite");
      coarsened.add(group.suites[0] ?? "");
    }
  }
}

/** As finely as it can be; but as finely as another shard has done it, where its plan is followed. */
function firstGrain(group: ShardGroup, durations: KnownDurations): Grain {
  const { plan } = durations;
  if (plan === undefined || group.listed === null) return "entry";
  const [suite = ""] = group.suites;
  // Entry by entry, not by parts: most plans are of this sort, and making parts takes its time.
  if (group.listed.entries.some((entry) => plan.has({ ...entry, suite }))) return "entry";
  const isWide = makeParts(group, "wide", durations).some(plan.has);
  return isWide ? "wide" : "suite";
}

/** Shard of each of a group's parts, which stand together among all. */
function shardsOf(all: readonly ShardPart[], { shards }: Deal, own: readonly ShardPart[]) {
  const first = own[0] === undefined ? 0 : all.indexOf(own[0]);
  return shards.subarray(first, first + own.length);
}

/** Notes what each shard runs of a group; false where one of them cannot be told exactly. */
function choose(
  { suites, listed }: ShardGroup,
  parts: readonly ShardPart[],
  shards: Int32Array,
  choices: readonly Map<string, ShardChoice>[],
): boolean {
  const isWhole = shards.every((shard) => shard === shards[0]);
  if (isWhole || listed === null) {
    for (const suite of suites) choices[shards[0] ?? 0]?.set(suite, "whole");
    return true;
  }
  const all = parts.flatMap(({ targets }) => targets);
  const chosen = Map.groupBy(parts, (_, at) => shards[at] ?? 0);
  return [...chosen].every(([shard, own]) => {
    const { list, request } = listed;
    const selection = list.select(own.flatMap(({ targets }) => targets), all, request);
    if (selection === null || !isSafe(selection)) return false;
    choices[shard]?.set(suites[0] ?? "", selection);
    return true;
  });
}

/** Names come from a tool, and a stranger's file name must not become a flag of it. */
function isSafe({ paths, args }: ListedSelection): boolean {
  return !(paths ?? []).some((path) => path.startsWith("-")) &&
    ![...paths ?? [], ...args].some((word) => word.includes("\0"));
}

/** How many of what a number of parts is, in one word. */
export function unitOfParts(
  parts: readonly Pick<ShardPart, keyof TestTarget>[],
): "tests" | "files" | "suites" | "parts" {
  const units = new Set(parts.map(unitOf));
  const [unit = "parts"] = units;
  return units.size === 1 ? unit : "parts";
}

function unitOf({ file, class: group, name }: TestTarget): "tests" | "files" | "suites" {
  return name !== "" ? "tests" : file !== "" || group !== "" ? "files" : "suites";
}
