import type { Comparability, TriageSuite } from "../model/triage.ts";

/** What is known of how well one side of a comparison could be read. */
export interface SideFacts {
  readonly suites: ReadonlyMap<string, TriageSuite>;
  /** Lines that tell no test, by what is wrong with them. */
  readonly faults: {
    readonly unreadable: number;
    readonly tooLong: number;
    readonly tooMany: number;
    readonly torn: number;
  };
  /** Files that could not be opened. */
  readonly unread: readonly string[];
  /** Lines with an id that an earlier line had. */
  readonly repeated: number;
  /** Why nothing unsteady in it means anything; empty where it does. */
  readonly doubts: readonly string[];
  /** What else is missing in it, one sentence each. */
  readonly gaps: readonly string[];
}

/** What is known of a comparison. */
export interface ComparisonFacts {
  readonly before: SideFacts;
  readonly after: SideFacts;
  /** False where the baseline tells only suites that failed. */
  readonly knowsAllSuites: boolean;
  readonly notTold: number;
  /** Tests whose flakiness differs and was not told, because a run is no evidence. */
  readonly unsteady: number;
  /** How much slower the new run is as a whole; 1 for not. */
  readonly slowdown: number;
}

const SLOW = 1.25;

/** Whether two runs can be compared, with every reason why not quite. */
export function explainComparability(facts: ComparisonFacts): Comparability {
  const { before, after, knowsAllSuites, notTold, slowdown, unsteady } = facts;
  const missing = [
    ...sayGaps(before.suites, after.suites, "in the baseline"),
    ...sayGaps(after.suites, before.suites, "in this run"),
    ...sayFaults(before, "the baseline"),
    ...sayFaults(after, "this run"),
    ...(knowsAllSuites ? [] : ["the baseline tells only suites that failed"]),
  ];
  const doubts = [
    ...before.doubts.map((doubt) => `the baseline is no evidence of flakiness: ${doubt}`),
    ...after.doubts.map((doubt) => `this run is no evidence of flakiness: ${doubt}`),
  ];
  const notes = [
    ...before.gaps.map((gap) => `the baseline: ${gap}`),
    notTold === 0 ? "" : `of ${notTold} tests one run cannot tell: neither new nor vanished`,
    unsteady === 0 ? "" : `${unsteady} tests differ in flakiness, which is not told`,
    before.repeated + after.repeated === 0
      ? ""
      : `${before.repeated + after.repeated} lines repeat an id; a failing one always counts`,
    slowdown < SLOW
      ? ""
      : `this run is ${slowdown.toFixed(1)} times slower as a whole, which is taken out`,
  ].filter((note) => note !== "");
  return {
    isComplete: missing.length === 0,
    isUsableForFlakiness: doubts.length === 0,
    reasons: [...missing, ...doubts, ...notes],
  };
}

/** A suite that neither run has run is missing in none. */
function sayGaps(
  suites: ReadonlyMap<string, TriageSuite>,
  others: ReadonlyMap<string, TriageSuite>,
  where: string,
): readonly string[] {
  const isIdle = (suite: TriageSuite | undefined): boolean =>
    suite === undefined || suite.outcome === "not-run";
  return [...suites.values()].filter(({ tells }) => tells === "part")
    .filter((suite) => !(isIdle(suite) && isIdle(others.get(suite.name))))
    .map(({ name, gap }) => `${name} tells not all of its tests ${where}: ${gap}`);
}

function sayFaults({ faults, unread }: SideFacts, whose: string): readonly string[] {
  const { unreadable, tooLong, tooMany, torn } = faults;
  return [
    unreadable === 0 ? "" : `${lines(unreadable)} of ${whose} ${isOrAre(unreadable)} no test`,
    tooLong === 0 ? "" : `${lines(tooLong)} of ${whose} ${isOrAre(tooLong)} too long to be read`,
    tooMany === 0 ? "" : `${tooMany} tests of ${whose} are beyond what is read`,
    torn === 0 ? "" : `the last line of a file of ${whose} has no end`,
    ...unread.map((path) => `the tests of ${whose} in ${path} could not be read`),
  ].filter((fault) => fault !== "");
}

function lines(count: number): string {
  return count === 1 ? "1 line" : `${count} lines`;
}

function isOrAre(count: number): string {
  return count === 1 ? "is" : "are";
}
