import type { LeftOut, Plan, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { ListedSelection, RunnerRow } from "../model/runner.ts";
import { sayElsewhere, type ShardJson } from "../model/shard.ts";
import { respell } from "./narrow_command.ts";
import type { ShardChoice } from "./plan_shards.ts";

/** What a plan is narrowed to. */
export interface PlanNarrowing {
  readonly shard: ShardJson;
  /** By name of the suite; those that are not named run in other shards. */
  readonly choices: ReadonlyMap<string, ShardChoice>;
  /** Shards that run something of a suite, by its name. */
  readonly elsewhere: ReadonlyMap<string, readonly number[]>;
  /** Suites that were listed by their reduced form, because no container can be used. */
  readonly listedLocally: ReadonlySet<string>;
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly string[];
  readonly runners: readonly RunnerRow[];
}

/** The plan of one shard: its suites, each narrowed to what was dealt to it; all else is left out with a reason. */
export function narrowPlan(plan: Plan, narrowing: PlanNarrowing): Plan {
  const { choices, elsewhere, shard } = narrowing;
  const narrowed = plan.suites.flatMap((suite) => {
    const choice = choices.get(suite.name);
    return choice === undefined ? [] : [narrowSuite(suite, choice, narrowing)];
  });
  const away = plan.suites.flatMap(({ name }): readonly LeftOut[] => {
    const shards = elsewhere.get(name);
    if (choices.has(name) || shards === undefined) return [];
    return [{ suite: name, why: sayElsewhere(shards, shard.total) }];
  });
  return {
    ...plan,
    suites: narrowed.map(({ suite }) => suite),
    leftOut: [...plan.leftOut, ...narrowing.leftOut, ...away],
    notes: [...plan.notes, ...narrowing.notes, ...narrowed.flatMap(({ notes }) => notes)],
    shard,
  };
}

function narrowSuite(
  suite: PlannedSuite,
  choice: ShardChoice,
  { runners, listedLocally }: PlanNarrowing,
): { readonly suite: PlannedSuite; readonly notes: readonly string[] } {
  if (choice === "whole") return { suite, notes: [] };
  const { full, failsafe } = suite;
  const narrow = (command: SuiteCommand) => narrowListed(command, runners, choice);
  const isSame = JSON.stringify(full.request) === JSON.stringify(failsafe?.request);
  if (isSame && failsafe !== null) {
    return { suite: { ...suite, full: narrow(full), failsafe: narrow(failsafe) }, notes: [] };
  }
  if (listedLocally.has(suite.name) && failsafe !== null) {
    return { suite: { ...suite, failsafe: narrow(failsafe) }, notes: [] };
  }
  const note = `Suite "${suite.name}": its reduced form is not divided, so a shard has no failsafe`;
  const notes = failsafe === null ? [] : [note];
  return { suite: { ...suite, full: narrow(full), failsafe: null }, notes };
}

/**
 * The command that runs exactly a selection. The words it was spelled from stay those of the whole
 * suite: a retry selects from them, and two selections in one command would contradict each other.
 */
function narrowListed(
  command: SuiteCommand,
  runners: readonly RunnerRow[],
  { paths, args, files }: ListedSelection,
): SuiteCommand {
  const { request } = command;
  const row = runners.find(({ id }) => id === request?.runner);
  if (request === undefined || row === undefined) throw new Error("listed without a row");
  const spelled = respell(command, row, request, {
    ...request,
    paths: paths ?? request.paths,
    args: [...request.args, ...args],
  });
  return { ...spelled, files: { ...spelled.files, ...files }, request };
}
