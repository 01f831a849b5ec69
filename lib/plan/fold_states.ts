import type { RecordedSuiteState, RecordedTest, ReplayState } from "../model/replay.ts";
import type { QuarantineEntry } from "../model/quarantine.ts";
import { isRed } from "./replay_rules.ts";
import { areSiblings, type ReplaySource, suiteState, testState } from "./replay_source.ts";

/** A test in the newest answer that names it. */
export interface TestReplayState {
  readonly test: RecordedTest;
  readonly state: ReplayState;
  /** True when a newer record of its suite does not name it: it stays as it was. */
  readonly isStale: boolean;
}

/** One record that tells of a suite. */
export interface Appearance {
  readonly source: ReplaySource;
  readonly suite: RecordedSuiteState;
}

/** What several answers about one suite come to. */
export interface FoldedSuite {
  readonly state: ReplayState;
  /** True when running its known failing tests again does not settle the suite. */
  readonly isWhole: boolean;
  /** Failing tests that are counted and not named. */
  readonly unnamed: number;
  readonly tests: readonly TestReplayState[];
}

type Level = Omit<FoldedSuite, "tests">;
/** Answers that stand beside each other, by shard; one of a whole run has the key "". */
type Levels = ReadonlyMap<string, Level>;

const BY_WEIGHT: readonly ReplayState[] = [
  "passed-before",
  "failed",
  "cancelled",
  "not-run",
  "error",
  "crashed",
  "timed-out",
];

/**
 * Joins what records tell of one suite, oldest first: shards beside each other, else the newer answer
 * of a test counts, and a run of only some tests takes back nothing that was said of the whole.
 */
export function foldStates(
  appearances: readonly Appearance[],
  quarantine: readonly QuarantineEntry[],
): FoldedSuite {
  let levels: Levels = new Map();
  const tests = new Map<string, { test: RecordedTest; state: ReplayState; at: number }>();
  appearances.forEach(({ source, suite }, at) => {
    levels = joinLevel(levels, { source, suite }, quarantine);
    for (const test of suite.tests) {
      tests.set(test.id, { test, state: testState(test, quarantine), at });
    }
  });
  return {
    ...weigh([...levels.values()]),
    tests: [...tests.values()].map(({ at, ...rest }) => ({
      ...rest,
      isStale: isRed("test", rest.state) && isOld(appearances, at),
    })),
  };
}

function joinLevel(
  levels: Levels,
  appearance: Appearance,
  quarantine: readonly QuarantineEntry[],
): Levels {
  const { shard } = appearance.source.record;
  const key = shard === null ? "" : `${shard.plan_digest} ${shard.index}/${shard.total}`;
  const level = levelOf(appearance, quarantine);
  if (shard?.kind === "test") return new Map([...levels, [key, level]]);
  if (appearance.suite.isPart !== true) return new Map([[key, level]]);
  const open = [...levels].filter(([, { isWhole }]) => isWhole);
  return new Map([...open, ["part", level]]);
}

function levelOf({ source, suite }: Appearance, quarantine: readonly QuarantineEntry[]): Level {
  const { unnamed } = suite;
  const state = suiteState(suite, source.record);
  const isNamed = unnamed === 0 &&
    suite.tests.some((test) => isRed("test", testState(test, quarantine)));
  return { state, unnamed, isWhole: isRed("suite", state) && !(state === "failed" && isNamed) };
}

function weigh(levels: readonly Level[]): Level {
  const heaviest = levels.map(({ state }) => state)
    .reduce((one, other) => weightOf(other) > weightOf(one) ? other : one, "passed-before");
  const unnamed = levels.reduce((sum, level) => sum + level.unnamed, 0);
  return { state: heaviest, unnamed, isWhole: levels.some(({ isWhole }) => isWhole) };
}

function weightOf(state: ReplayState): number {
  const weight = BY_WEIGHT.indexOf(state);
  return weight === -1 ? BY_WEIGHT.length : weight;
}

function isOld(appearances: readonly Appearance[], at: number): boolean {
  const seen = appearances[at];
  return seen !== undefined &&
    appearances.slice(at + 1).some(({ source }) => !areSiblings(source, seen.source));
}
