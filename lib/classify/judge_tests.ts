import type { TestColumns } from "../model/test_columns.ts";
import type { TriageKind, TriageSuite } from "../model/triage.ts";
import { compareFailures } from "./compare_failures.ts";
import { type ChangedRow, type ChangeList, keepChanges } from "./keep_changes.ts";
import { matchTests, NO_ROW, REPEATED, type TestMatches } from "./match_tests.ts";
import { measureSlowdown, slowerBy } from "./measure_slowdown.ts";
import { STATE_OF, TRIAGE_RULES, TRIAGE_STATES, type TriageRule } from "./triage_rules.ts";

/** One side of a comparison: its tests, and its suites by name. */
export interface TriageSide {
  readonly columns: TestColumns;
  readonly suites: ReadonlyMap<string, TriageSuite>;
  /** True when a suite that is not among these was not there; else nothing is known of it. */
  readonly knowsAllSuites: boolean;
}

/** What two runs say about flakiness. */
export interface EvidenceOfBoth {
  readonly before: boolean;
  readonly after: boolean;
}

/** Failures of a suite of the new run. */
export interface SuiteFailures {
  readonly regressions: number;
  readonly known: number;
}

/** All changes counted, the first ones of each kind by their rows. */
export interface JudgedTests {
  readonly counts: Readonly<Record<TriageKind, number>>;
  readonly notTold: number;
  readonly unsteady: number;
  readonly slowdown: number;
  readonly repeatedBefore: number;
  readonly repeatedAfter: number;
  readonly rows: readonly ChangedRow[];
  readonly failures: ReadonlyMap<string, SuiteFailures>;
}

/** The rules by index of state, the new run's first. */
const RULES: readonly (readonly TriageRule[])[] = TRIAGE_STATES.map((after) =>
  TRIAGE_STATES.map((before) => TRIAGE_RULES[after][before])
);
const [ABSENT, PASSED] = [TRIAGE_STATES.indexOf("absent"), TRIAGE_STATES.indexOf("passed")];

/**
 * Judges every test of two runs by the table of rules. Memory: twelve bytes a test, and at most
 * `TRIAGE_LISTED` rows of each kind.
 */
export function judgeTests(
  before: TriageSide,
  after: TriageSide,
  evidence: EvidenceOfBoth,
): JudgedTests {
  const matches = matchTests(before.columns, after.columns);
  const slowdown = measureSlowdown(before.columns, after.columns, matches);
  const list = keepChanges();
  const pair = { before, after, matches, list };
  const told = judgeTold(pair, evidence, slowdown);
  const notTold = told.notTold + judgeGone(pair);
  const { repeatedBefore, repeatedAfter } = matches;
  const { counts } = list;
  return { ...told, counts, notTold, slowdown, repeatedBefore, repeatedAfter, rows: list.kept() };
}

/** Two runs whose tests are matched, and where their changes go. */
interface Pair {
  readonly before: TriageSide;
  readonly after: TriageSide;
  readonly matches: TestMatches;
  readonly list: ChangeList;
}

/** Judges what the new run tells. One loop over typed columns: it sees a million tests. */
function judgeTold(
  { before, after, matches: { beforeOf }, list }: Pair,
  evidence: EvidenceOfBoth,
  slowdown: number,
): Pick<JudgedTests, "notTold" | "unsteady" | "failures"> {
  const [was, is] = [before.columns, after.columns];
  const isRequired = suitesOf(after, after.columns, ({ required }) => required);
  const isWhole = suitesOf(before, after.columns, tellsAll);
  const failures = new Map<string, Sum>();
  let [notTold, unsteady] = [0, 0];
  for (let row = 0; row < is.count; row++) {
    const then = beforeOf[row]!;
    if (then === REPEATED) continue;
    const suite = is.suite[row]!;
    const change = { isRequired: isRequired[suite]!, before: then, after: row, extraMs: 0 };
    const [now, ago] = [STATE_OF[is.state[row]!]!, then < 0 ? ABSENT : STATE_OF[was.state[then]!]!];
    if (now === PASSED && ago === PASSED) {
      const extraMs = slowerBy(was.durationMs[then]!, is.durationMs[row]!, slowdown);
      if (extraMs > 0) list.add({ ...change, kind: "slower", extraMs });
      continue;
    }
    const rule = RULES[now]![ago]!;
    if (rule === "same") continue;
    const kind = rule === "compare" ? compareFailures(was, then, is, row) : rule;
    if (kind === "not-told" || (kind === "new-test" && !isWhole[suite])) notTold++;
    else if (isUnsteady(kind, evidence)) unsteady++;
    else {
      list.add({ ...change, kind });
      count(failures, is.suites[suite]!, kind);
    }
  }
  return { notTold, unsteady, failures };
}

/** Judges what only the baseline tells; yields of how many tests the new run cannot tell. */
function judgeGone({ before, after, matches: { afterOf }, list }: Pair): number {
  const { columns } = before;
  const isRequired = suitesOf(before, columns, ({ required }) => required);
  const isWhole = suitesOf(after, columns, tellsAll);
  let notTold = 0;
  for (let row = 0; row < columns.count; row++) {
    if (afterOf[row] !== NO_ROW) continue;
    if (RULES[ABSENT]![STATE_OF[columns.state[row]!]!] !== "vanished") continue;
    const suite = columns.suite[row]!;
    const change = { before: row, after: NO_ROW, extraMs: 0 };
    if (isWhole[suite]) list.add({ ...change, kind: "vanished", isRequired: isRequired[suite]! });
    else notTold++;
  }
  return notTold;
}

function tellsAll({ tells }: TriageSuite): boolean {
  return tells === "all";
}

/** An answer of a side for each suite of these columns, by its index; unknown ones as the side knows all. */
function suitesOf(
  { suites, knowsAllSuites }: TriageSide,
  columns: TestColumns,
  ask: (suite: TriageSuite) => boolean,
): readonly boolean[] {
  return columns.suites.map((name) => {
    const suite = suites.get(name);
    return suite === undefined ? knowsAllSuites : ask(suite);
  });
}

function isUnsteady(kind: TriageKind, { before, after }: EvidenceOfBoth): boolean {
  if (kind === "new-flaky") return !after;
  return kind === "no-longer-flaky" && !(before && after);
}

interface Sum {
  regressions: number;
  known: number;
}

function count(failures: Map<string, Sum>, suite: string, kind: TriageKind): void {
  const isRegression = kind === "new-failure" || kind === "changed-failure";
  if (!isRegression && kind !== "known-failure") return;
  const sum = failures.get(suite) ?? { regressions: 0, known: 0 };
  if (isRegression) sum.regressions++;
  else sum.known++;
  failures.set(suite, sum);
}
