import type { MergeJson } from "../model/merge_json.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { Outstanding, ReplayRequest } from "../model/replay.ts";
import type { ReplayPlan } from "../model/replay_plan.ts";
import { err, ok, type Result } from "../model/result.ts";
import { addNeeds } from "./add_needs.ts";
import { assembleReplay, type ReplayTables } from "./assemble_replay.ts";
import { chooseReplay, type SuiteChoice } from "./choose_replay.ts";
import { type Asked, findAsked } from "./find_asked.ts";
import type { ReplaySource } from "./replay_source.ts";
import { singleTests } from "./single_tests.ts";
import { replayStates, type SuiteReplayState } from "./replay_states.ts";

/**
 * The plan of exactly what failed in the records (oldest first), by the decision table, under their
 * conditions; `usage` problems for names that nothing has. `current` is the plan of all suites now.
 */
export function planReplay(
  records: readonly ReplaySource[],
  current: Plan,
  request: ReplayRequest,
  tables: ReplayTables,
): Result<ReplayPlan, Problem> {
  const sources = pickShard(records, request.shardIndex);
  if (!sources.ok) return sources;
  const states = replayStates(sources.value, current);
  const asked = findAsked(states, request);
  if (!asked.ok) return asked;
  const decisions = states.map((suite) => chooseReplay(suite, request, asked.value));
  const chosen = decisions.flatMap(({ choice }) => choice === null ? [] : [choice]);
  const { choices, notes } = addNeeds(chosen, states, current);
  const pulled = choices.filter((one) => !chosen.includes(one)).map(({ suite }) => suite.name);
  const outstanding = decisions.flatMap((decision) => decision.outstanding)
    .filter(({ suite }) => !pulled.includes(suite));
  if (chosen.length === 0) return ok(sayNothing(states, outstanding));
  const plan = assembleReplay(current, {
    records: sources.value,
    choices,
    outstanding,
    notes: [...asked.value.notes, ...notes],
    named: namedSuites(asked.value, chosen),
    request,
    tables,
  });
  const singles = singleTests(current, plan, { choices, request, runners: tables.runners });
  return ok({ kind: "run", plan, singles });
}

/** The record of one shard; all of them where none is asked for. */
function pickShard(
  records: readonly ReplaySource[],
  index: number | null,
): Result<readonly ReplaySource[], Problem> {
  if (index === null) return ok(records);
  const picked = records.filter(({ record }) => record.shard?.index === index);
  if (picked.length > 0) return ok(picked);
  const known = records.flatMap(({ record }) => record.shard === null ? [] : [record.shard.index]);
  const merged = records.flatMap(({ record }) => sourcesOf(record))
    .find(({ shard }) => shard === index);
  const hint = merged !== undefined
    ? `The merged record has no plan of its shards; give that of shard ${index}: ${merged.record}`
    : known.length === 0
    ? "None of the records is of a shard; leave --shard-index out"
    : `Shards in the records: ${[...new Set(known)].sort((a, b) => a - b).join(", ")}`;
  return err({ kind: "usage", message: `No record is of shard ${index}`, hint });
}

function sourcesOf({ files: { results, summary } }: RecordedRun): MergeJson["sources"] {
  return (results?.merge ?? summary?.merge)?.sources ?? [];
}

function sayNothing(
  states: readonly SuiteReplayState[],
  outstanding: readonly Outstanding[],
): ReplayPlan {
  const left = outstanding.length === 1 ? "1 thing stays" : `${outstanding.length} things stay`;
  const why = outstanding.length > 0
    ? `Nothing that is asked for can be run again; ${left} to be done`
    : `Nothing is left to replay: all ${states.length} suites passed, or are excused`;
  return { kind: "nothing", why, outstanding };
}

/** Suites that are named, by themselves or by a test: whoever names one wants its answer. */
function namedSuites(asked: Asked, chosen: readonly SuiteChoice[]): ReadonlySet<string> {
  const isNamed = asked.tests.size > 0 || asked.suites.size > 0;
  return new Set(isNamed ? chosen.map(({ suite }) => suite.name) : []);
}
