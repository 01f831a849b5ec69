import type { Plan, PlannedSuite } from "../model/plan.ts";
import type { RecordedTest, ReplayState } from "../model/replay.ts";
import { type Appearance, type FoldedSuite, foldStates } from "./fold_states.ts";
import { matchRenamed } from "./match_renamed.ts";
import { isRed } from "./replay_rules.ts";
import type { ReplaySource } from "./replay_source.ts";

/** A suite of the plan or of the records, as the decision table sees it. */
export interface SuiteReplayState extends FoldedSuite {
  /** In the plan; the recorded one where it is not there. */
  readonly name: string;
  /** Name in the records, where that is another one; else null. */
  readonly formerName: string | null;
  readonly kind: PlannedSuite["kind"];
  readonly isPlanned: boolean;
  /** What it was in the records, whatever became of its name since. */
  readonly was: ReplayState;
  /** Newest record that tells of it; null for none. */
  readonly newest: ReplaySource | null;
}

/** The state of each suite, in the order of the plan, then those that are in records alone; records are oldest first. */
export function replayStates(
  records: readonly ReplaySource[],
  current: Plan,
): readonly SuiteReplayState[] {
  const renamed = matchRenamed(records, current);
  const found = appearancesOf(records, renamed);
  const planned = current.suites.map((suite) => {
    const seen = found.get(suite.name) ?? [];
    return seen.length === 0
      ? absentSuite(records, current, suite)
      : presentSuite(seen, current, suite);
  });
  const names = new Set(current.suites.map(({ name }) => name));
  const gone = [...found].filter(([name]) => !names.has(name))
    .map(([name, seen]) => removedSuite(seen, current, name));
  return [...planned, ...gone];
}

/** Per present name, everything that records tell; ids of a renamed suite's tests begin with its new name. */
function appearancesOf(
  records: readonly ReplaySource[],
  renamed: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Appearance[]> {
  const found = new Map<string, Appearance[]>();
  for (const source of records) {
    for (const told of source.suites) {
      const name = renamed.get(told.name) ?? told.name;
      const tests = name === told.name
        ? told.tests
        : told.tests.map((test) => renameTest(test, told.name, name));
      const all = found.get(name) ?? [];
      if (all.length === 0) found.set(name, all);
      all.push({ source, suite: { ...told, tests } });
    }
  }
  return found;
}

function renameTest(test: RecordedTest, before: string, now: string): RecordedTest {
  const isOwn = test.id.startsWith(`${before}::`);
  return { ...test, suite: now, id: isOwn ? `${now}${test.id.slice(before.length)}` : test.id };
}

function presentSuite(
  seen: readonly Appearance[],
  current: Plan,
  { name, kind }: PlannedSuite,
): SuiteReplayState {
  const folded = foldStates(seen, current.quarantine);
  const last = seen.at(-1);
  const former = last !== undefined && last.suite.name !== name ? last.suite.name : null;
  const isRenamed = former !== null && isRed("suite", folded.state);
  return {
    ...folded,
    name,
    formerName: former,
    kind,
    isPlanned: true,
    state: isRenamed ? "renamed" : folded.state,
    was: folded.state,
    newest: last?.source ?? null,
  };
}

function removedSuite(
  seen: readonly Appearance[],
  current: Plan,
  name: string,
): SuiteReplayState {
  const folded = foldStates(seen, current.quarantine);
  const tests = folded.tests.map((one) =>
    isRed("test", one.state) ? { ...one, state: "removed" as const } : one
  );
  const last = seen.at(-1);
  return {
    ...folded,
    tests,
    name,
    formerName: null,
    kind: last?.suite.kind ?? "unit",
    isPlanned: false,
    state: isRed("suite", folded.state) ? "removed" : folded.state,
    was: folded.state,
    newest: last?.source ?? null,
  };
}

/** A suite that no record tells of: new, unless a record can have left it out or tells only what failed. */
function absentSuite(
  records: readonly ReplaySource[],
  current: Plan,
  { name, kind }: PlannedSuite,
): SuiteReplayState {
  const state = stateOfAbsent(records, current, name);
  const none = { unnamed: 0, tests: [], formerName: null, newest: null, isPlanned: true };
  return { ...none, name, kind, state, was: state, isWhole: state !== "passed-before" };
}

function stateOfAbsent(
  records: readonly ReplaySource[],
  current: Plan,
  name: string,
): ReplayState {
  if (records.some((source) => hidesFailures(source))) return "not-run";
  const isExplained = records.some(({ record }) =>
    !record.knowsAllSuites || record.shard !== null || wasLeftOut(record.files, name) ||
    (record.environment !== null && record.environment.profile !== current.profile)
  );
  return isExplained ? "passed-before" : "new";
}

/** True for a record that counts more suites without a pass than it names. */
function hidesFailures({ record, suites }: ReplaySource): boolean {
  const { summary } = record.files;
  if (record.knowsAllSuites || record.files.bundle !== null || summary === null) return false;
  return suites.length < summary.total_suites - summary.passed_suites;
}

/** True where that run was told which suites to run, or says itself that it left this one out. */
function wasLeftOut(
  { plan, run }: ReplaySource["record"]["files"],
  name: string,
): boolean {
  if (plan !== null) return plan.left_out.some(({ suite }) => suite === name);
  const words = run?.invocation ?? [];
  return words.some((word) => /^--(suite|exclude)(=|$)/.test(word));
}
