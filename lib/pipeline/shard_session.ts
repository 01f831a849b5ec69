import type { PlannedSuite } from "../model/plan.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { ShardJson, ShardRequest } from "../model/shard.ts";
import { groupSuites } from "../plan/group_suites.ts";
import { planShards } from "../plan/plan_shards.ts";
import type { ListedSuite, ShardGroup } from "../plan/shard_parts.ts";
import type { GateSession } from "./gate_session.ts";
import { type ListPlace, listSuite } from "./list_suite.ts";
import { imageFor, skippedSuite } from "./run_suite.ts";
import { settleShard } from "./settle_shard.ts";
import { shardDurations } from "./shard_durations.ts";

/** A session of the shard's own plan; or why nothing of the plan may run. */
export type ShardedSession =
  | { readonly session: GateSession; readonly blocked: null }
  | { readonly session: GateSession; readonly blocked: readonly SuiteRecord[] };

/**
 * Narrows a session to the shard that its plan asks for: tools list their tests, all shards are dealt, and
 * what others run is left out. Where one listing fails nothing runs at all: other machines may have dealt
 * with it, and what nobody runs must not look green.
 */
export async function shardSession(session: GateSession): Promise<ShardedSession> {
  const { plan } = session;
  const request = plan.shardRequest;
  if (request === undefined) return { session, blocked: null };
  const meant = request.kind === "unit" ? unitSuites(plan.suites) : plan.suites;
  const divided = await divideSuites(session, meant, request);
  if (!divided.ok) {
    const unknown = { ...session, plan: { ...plan, shard: unknownShard(request) } };
    return { session: unknown, blocked: blockAll(plan.suites, divided.error) };
  }
  const { groups, local, notes } = divided.value;
  const durations = await shardDurations(session, request);
  const known = durations ?? { tests: new Map(), suites: new Map() };
  const sharded = planShards(groups, request.total, known);
  const settled = await settleShard(session, {
    ...{ request, sharded, local, notes },
    from: durations?.from ?? null,
    leftOut: plan.suites.filter((suite) => !meant.includes(suite)).map(({ name }) => ({
      suite: name,
      why: "not a unit suite, and only those are dealt out (--shard-kind unit)",
    })),
  });
  return { session: settled, blocked: null };
}

/** A shard of which no more is known than its place. */
function unknownShard({ kind, index, total }: ShardRequest): ShardJson {
  return {
    ...{ kind, index, total, balanced_by: "count", plan_digest: "", parts: 0, parts_total: 0 },
    ...{ expected_ms: null, expected_imbalance: null },
  };
}

/** Suites of kind unit, and what they need. */
export function unitSuites(suites: readonly PlannedSuite[]): readonly PlannedSuite[] {
  const meant = new Set(suites.filter(({ kind }) => kind === "unit").map(({ name }) => name));
  // A plan tells each suite after what it needs, so one look from its end is enough.
  for (const { name, needs } of suites.toReversed()) {
    if (meant.has(name)) { for (const need of needs) meant.add(need); }
  }
  return suites.filter(({ name }) => meant.has(name));
}

/** What is dealt out, and how it was listed. */
export interface DividedSuites {
  readonly groups: readonly ShardGroup[];
  /** Suites that were listed on this machine. */
  readonly local: ReadonlySet<string>;
  readonly notes: readonly string[];
}

/** What each failed listing said, by name of the suite. */
type Failures = ReadonlyMap<string, string>;

/** The groups of suites that stay together, each with what its tool has listed; or what failed to. */
export async function divideSuites(
  session: GateSession,
  suites: readonly PlannedSuite[],
  { kind }: Pick<ShardRequest, "kind">,
): Promise<Result<DividedSuites, Failures>> {
  const groups = groupSuites(suites);
  if (kind !== "test") return ok({ groups: groups.map(wholeGroup), local: new Set(), notes: [] });
  const listed = new Map<string, ListedSuite>();
  const failures = new Map<string, string>();
  const [local, notes] = [new Set<string>(), [] as string[]];
  await inTurns(session.plan.jobs, groups, async ([suite, ...others]) => {
    if (suite === undefined || session.cancel.aborted || failures.size > 0) return;
    const place = others.length > 0 ? "it and others need each other" : placeOf(session, suite);
    if (typeof place === "string") return void notes.push(`"${suite.name}": ${place}`);
    const entries = await listSuite(session, suite, place);
    if (place.image === null) local.add(suite.name);
    if (!entries.ok) failures.set(suite.name, entries.error);
    else {
      const request = place.command.request!;
      listed.set(suite.name, { list: place.list, entries: entries.value, request });
    }
  });
  if (session.cancel.aborted) failures.set("", "interrupted");
  if (failures.size > 0) return err(failures);
  const divided = groups.map((group) => ({
    suites: group.map(({ name }) => name),
    listed: listed.get(group[0]?.name ?? "") ?? null,
  }));
  return ok({ groups: divided, local, notes: notes.sort().map((note) => `Not divided: ${note}`) });
}

function wholeGroup(group: readonly PlannedSuite[]): ShardGroup {
  return { suites: group.map(({ name }) => name), listed: null };
}

/** Where a suite is asked for its tests, or why it is not. */
function placeOf(session: GateSession, suite: PlannedSuite): ListPlace | string {
  const image = imageFor(session, suite);
  const isInside = image?.ok === true;
  const command = isInside ? suite.full : session.plan.mode === "container" ? null : suite.failsafe;
  if (command === null) return "it cannot run here, so it cannot be asked for its tests";
  const row = session.tables.runners.find(({ id }) => id === command.request?.runner);
  if (row?.list === undefined) return `${row?.title ?? "its command"} cannot list its tests`;
  return { command, row, list: row.list, image: isInside ? image.value : null };
}

async function inTurns<T>(
  atOnce: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const turn = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, turn));
}

/** Nothing runs: the suites that could not be listed are unproven, and the others wait for them. */
export function blockAll(
  suites: readonly PlannedSuite[],
  failures: Failures,
): readonly SuiteRecord[] {
  const names = [...failures.keys()].join(", ");
  const isCancelled = failures.has("");
  return suites.map((suite) => {
    const why = failures.get(suite.name);
    if (isCancelled) {
      return { ...skippedSuite(suite, "interrupted"), outcome: "cancelled" as const };
    }
    if (why === undefined) {
      return skippedSuite(suite, `${names} could not be listed`);
    }
    const said = `its tests could not be listed, so no shard is known: ${why}`;
    return { ...skippedSuite(suite, said), outcome: "unproven" as const };
  });
}
