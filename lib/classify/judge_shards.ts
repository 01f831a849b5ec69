import type { GitAccount } from "../model/run_record.ts";
import type { ShardJson } from "../model/shard.ts";

/** What is known of one shard's record, as far as the proof of completeness needs it. */
export interface ShardFacts {
  readonly runId: string;
  readonly shard: ShardJson;
  readonly project: string;
  readonly profile: string;
  readonly verdict: string;
  readonly git: GitAccount | null;
  readonly configDigest: string;
  /** SHA-256 of the `shard_plan.jsonl` beside it; null where there is none. */
  readonly planDigest: string | null;
}

/** Whether shards are all parts of one plan, and which are not there. */
export interface ShardJudgement {
  /** One sentence each; empty when they are whole together, as far as that can be said of them. */
  readonly problems: readonly string[];
  /** 0-based, those that are to be run (again); the first ones. */
  readonly missing: readonly number[];
}

/** More indices than these are counted. */
const NAMED = 20;

/** Verdicts of a shard that did not come to an end of its own. */
const UNFINISHED = new Set(["cancelled", "infra"]);

/**
 * Judges whether shards are one plan: every index once, and all of the same kind, total, plan, project,
 * profile, commit and configuration, none stopped by an interrupt or its environment. What each of
 * them ran is compared elsewhere.
 */
export function judgeShards(facts: readonly ShardFacts[]): ShardJudgement {
  const [first] = facts;
  if (first === undefined) return { problems: ["there is no shard"], missing: [] };
  const { total } = first.shard;
  const byIndex = Map.groupBy(facts, ({ shard }) => shard.index);
  const absent = total - [...byIndex.keys()].filter((index) => index < total).length;
  const missing: number[] = [];
  // Not to the end: a total is a stranger's number.
  for (let index = 0; missing.length < Math.min(absent, NAMED); index++) {
    if (!byIndex.has(index)) missing.push(index);
  }
  const unfinished = facts.filter(({ verdict }) => UNFINISHED.has(verdict));
  return {
    problems: [
      ...absent === 0 ? [] : [`of ${total} shards, ${explainIndices(missing, absent)}`],
      ...[...byIndex].flatMap(([index, own]) => explainTwice(index, own)),
      ...facts.filter(({ shard }) => shard.index >= shard.total)
        .map(({ runId, shard }) => `${runId} says to be shard ${shard.index} of ${shard.total}`),
      ...COMPARED.flatMap(({ what, tell }) => explainDifference(what, facts, tell)),
      ...facts.flatMap(explainPlan),
      ...unfinished.map(({ shard, runId, verdict }) =>
        `shard ${shard.index} (${runId}) ended as ${verdict}`
      ),
    ],
    missing: [...missing, ...unfinished.map(({ shard }) => shard.index)].slice(0, NAMED),
  };
}

interface Compared {
  readonly what: string;
  readonly tell: (facts: ShardFacts) => string;
}

const COMPARED: readonly Compared[] = [
  { what: "kind of sharding", tell: ({ shard }) => shard.kind },
  { what: "number of shards", tell: ({ shard }) => `${shard.total}` },
  { what: "plan", tell: ({ shard }) => shard.plan_digest },
  { what: "project", tell: ({ project }) => project },
  { what: "profile", tell: ({ profile }) => profile },
  { what: "configuration", tell: ({ configDigest }) => configDigest },
  { what: "commit", tell: ({ git }) => tellCommit(git) },
];

/** A dirty tree is never a clean one; whether two of them hold the same, no record tells. */
function tellCommit(git: GitAccount | null): string {
  if (git === null) return "none";
  return `${git.commit}${git.dirty ? " with changes that are not committed" : ""}`;
}

function explainDifference(
  what: string,
  facts: readonly ShardFacts[],
  tell: Compared["tell"],
): readonly string[] {
  const groups = [...Map.groupBy(facts, tell)];
  if (groups.length < 2) return [];
  const words = groups.slice(0, 3).map(([told, own]) =>
    `${shorten(told)} in shard ${own[0]?.shard.index}`
  );
  return [`the ${what} is not the same: ${words.join(", ")}`];
}

/** A digest says enough by its beginning. */
function shorten(told: string): string {
  return told.replace(/^([0-9a-f]{12})[0-9a-f]{28,}/, "$1");
}

function explainTwice(index: number, own: readonly ShardFacts[]): readonly string[] {
  if (own.length < 2) return [];
  return [
    `shard ${index} is there ${own.length} times: ${own.map(({ runId }) => runId).join(", ")}`,
  ];
}

function explainPlan({ shard, runId, planDigest }: ShardFacts): readonly string[] {
  if (planDigest === null) {
    return [
      `shard ${shard.index} (${runId}) has no shard_plan.jsonl: what it was to run is not known`,
    ];
  }
  return planDigest === shard.plan_digest
    ? []
    : [`the shard_plan.jsonl of shard ${shard.index} (${runId}) is not the one it ran by`];
}

function explainIndices(indices: readonly number[], count: number): string {
  const more = count > indices.length ? ` and ${count - indices.length} more` : "";
  return count === 1
    ? `shard ${indices[0]} is missing`
    : `${indices.join(", ")}${more} are missing`;
}
