import type { LeftOut, Plan, PlannedSuite, SettingSource } from "../model/plan.ts";
import type { Difference, Outstanding, ReplayRequest } from "../model/replay.ts";
import type { RunnerRow } from "../model/runner.ts";
import type { SuiteChoice } from "./choose_replay.ts";
import { compareEnvironment, type EnvironmentNow } from "./compare_environment.ts";
import { type PickedMode, pickReplayMode } from "./pick_replay_mode.ts";
import type { ReplaySource } from "./replay_source.ts";
import { isGiven, type RestoredSuite, restoreSuite } from "./restore_suite.ts";
import { type SpelledSuite, spellReplayed } from "./spell_replayed.ts";

/** What planning a replay knows beyond records and plan. */
export interface ReplayTables {
  readonly runners: readonly RunnerRow[];
  /** Ids (`sha256:…`) of images that are on this machine; absent: none is known to be. */
  readonly presentImages?: ReadonlySet<string>;
  /** Ids of images that the plan names, by name; absent where no record makes that matter. */
  readonly imageIds?: ReadonlyMap<string, string>;
  /** With it, what differs from the newest record is told in the plan. */
  readonly now?: EnvironmentNow;
}

/** What was decided, of which a plan is made. */
export interface ReplayParts {
  /** Oldest first. */
  readonly records: readonly ReplaySource[];
  /** Every suite that is run, in no order. */
  readonly choices: readonly SuiteChoice[];
  readonly outstanding: readonly Outstanding[];
  readonly notes: readonly string[];
  /** Suites that decide because they were named. */
  readonly named: ReadonlySet<string>;
  readonly request: ReplayRequest;
  readonly tables: ReplayTables;
}

/** A suite of the replay, spelled and under the conditions of its record. */
interface Ready extends SpelledSuite, Pick<RestoredSuite, "sources" | "differences"> {}

/** The plan of the chosen suites in the order of the current plan, under the conditions of their records. */
export function assembleReplay(current: Plan, parts: ReplayParts): Plan {
  const { records, request, choices, outstanding } = parts;
  const picked = pickReplayMode(choices, current);
  const ready = current.suites.flatMap((suite) => {
    const choice = choices.find((one) => one.suite.name === suite.name);
    return choice === undefined ? [] : [makeReady(current, suite, { choice, picked, parts })];
  });
  const differences = [
    ...compareNewest(parts),
    ...picked.differences,
    ...ready.flatMap((one) => one.differences),
  ];
  // A replay takes its tests from records; nothing of it is dealt out.
  const { shardRequest: _request, shard: _shard, repeat: _repeat, ...whole } = current;
  const own = ready.find(({ planned }) => planned.container !== null)?.planned.container;
  return {
    ...whole,
    mode: picked.mode,
    jobs: request.serial ? 1 : current.jobs,
    container: own ?? current.container,
    suites: ready.map(({ planned }) => planned),
    leftOut: [...current.leftOut, ...leaveOut(current, parts)],
    notes: [
      ...current.notes,
      ...parts.notes,
      ...records.flatMap(({ record }) =>
        record.gaps.map((gap) => `Record ${record.runId}: ${gap}`)
      ),
      ...ready.flatMap(({ notes }) => notes),
    ],
    sources: joinSources(current, ready, { picked, request }),
    ...(request.repeat > 1 ? { repeat: request.repeat } : {}),
    replay: {
      runIds: records.map(({ record }) => record.runId),
      records: records.map(({ record }) => record.path),
      differences: [...new Map(differences.map((one) => [JSON.stringify(one), one])).values()],
      suites: ready.map(({ replayed }) => replayed),
      outstanding,
    },
  };
}

function compareNewest({ records, tables }: ReplayParts): readonly Difference[] {
  const newest = records.at(-1)?.record;
  if (newest === undefined || tables.now === undefined) return [];
  return compareEnvironment(newest, tables.now);
}

function makeReady(
  current: Plan,
  suite: PlannedSuite,
  { choice, picked: { mode }, parts }: {
    readonly choice: SuiteChoice;
    readonly picked: PickedMode;
    readonly parts: ReplayParts;
  },
): Ready {
  const { request, tables, choices, named } = parts;
  const spelled = spellReplayed(suite, choice, { request, runners: tables.runners, mode });
  const { newest, formerName, name } = choice.suite;
  const restored = newest === null
    ? { suite: spelled.planned, sources: [], differences: [] }
    : restoreSuite(spelled.planned, newest.record, {
      recordedName: formerName ?? name,
      sources: current.sources,
      // Nobody was asked where nothing is compared with what is here.
      present: tables.presentImages ?? (tables.now === undefined ? new Set() : null),
      ...(tables.imageIds && { imageIds: tables.imageIds }),
    });
  const planned: PlannedSuite = {
    ...restored.suite,
    required: named.has(name) || suite.required,
    // What passed before is not run again, so it must not be waited for.
    needs: suite.needs.filter((need) => choices.some((one) => one.suite.name === need)),
    retries: isGiven(current.sources, name, "retries") ? suite.retries : 0,
  };
  const differences = restored.differences.filter(({ what }) =>
    mode !== "failsafe" || !OF_BOX.has(what)
  );
  return { ...spelled, sources: restored.sources, differences, planned };
}

/** What says nothing of a replay without a container. */
const OF_BOX: ReadonlySet<Difference["what"]> = new Set(["image", "container", "variables"]);

function leaveOut(current: Plan, { choices, outstanding }: ReplayParts): readonly LeftOut[] {
  const run = new Set(choices.map(({ suite }) => suite.name));
  const waiting = new Set(outstanding.map(({ suite }) => suite));
  return current.suites.filter(({ name }) => !run.has(name)).map(({ name }) => ({
    suite: name,
    why: waiting.has(name) ? "not part of this replay" : "nothing of it is to be replayed",
  }));
}

/** Sources of what the record or the replay decides take the place of those they overrule. */
function joinSources(
  current: Plan,
  ready: readonly Ready[],
  { picked, request }: { readonly picked: PickedMode; readonly request: ReplayRequest },
): readonly SettingSource[] {
  const isAsked = isGiven(current.sources, "", "retries");
  const added: readonly SettingSource[] = [
    ...(picked.source === null ? [] : [picked.source]),
    ...(request.serial ? [JOBS] : []),
    ...(isAsked ? [] : [RETRIES]),
    ...ready.flatMap(({ sources }) => sources),
  ];
  const names = new Set(added.map(({ name }) => name));
  const kept = current.sources.filter(({ name }) =>
    !names.has(name) && (isAsked || !name.endsWith(": retries"))
  );
  return [...kept, ...added];
}

const JOBS: SettingSource = { name: "jobs", value: "1", from: "flag", where: "--serial" };
const RETRIES: SettingSource = {
  name: "retries",
  value: "0",
  from: "default",
  where: "default of a replay",
};
