import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { judgeTests, type TriageSide } from "../../../lib/classify/judge_tests.ts";
import { TRIAGE_RULES, type TriageState } from "../../../lib/classify/triage_rules.ts";
import { isFailing, TEST_OUTCOMES } from "../../../lib/model/outcome.ts";
import type { TestColumns } from "../../../lib/model/test_columns.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { TRIAGE_KINDS, type TriageKind, type TriageSuite } from "../../../lib/model/triage.ts";
import { columnsOf, failedTest, passedTest } from "../../support/sample_columns.ts";

const BOTH = { before: true, after: true };
type Counts = Record<TriageKind | "not-told", number>;

function sideOf(columns: TestColumns, changes: Partial<TriageSuite> = {}): TriageSide {
  const suite: TriageSuite = {
    name: "unit",
    kind: "unit",
    required: true,
    outcome: "failed",
    place: "container",
    exitCode: 1,
    tells: "all",
    gap: "",
    failed: 0,
    ...changes,
  };
  return { columns, suites: new Map([[suite.name, suite]]), knowsAllSuites: true };
}

function judge(before: readonly TestRecord[], after: readonly TestRecord[]) {
  return judgeTests(sideOf(columnsOf(before)), sideOf(columnsOf(after)), BOTH);
}

function countsOf(before: readonly TestRecord[], after: readonly TestRecord[]): Partial<Counts> {
  const { counts, notTold } = judge(before, after);
  const told = Object.entries({ ...counts, "not-told": notTold }).filter(([, count]) => count > 0);
  return Object.fromEntries(told);
}

const tests = fc.record({
  id: fc.constantFrom("a", "b", "c", "d", "é", "f"),
  outcome: fc.constantFrom(...TEST_OUTCOMES),
  fingerprint: fc.constantFrom(null, "00000000000000aa", "00000000000000bb"),
  quarantine: fc.constantFrom(null, "unit::*"),
  duration_ms: fc.constantFrom(null, 10),
}).map((changes) => passedTest(changes.id, changes));
const runs = fc.uniqueArray(tests, { selector: ({ id }) => id, maxLength: 6 });

function stateOf(test: TestRecord | undefined): TriageState {
  if (test === undefined) return "absent";
  const { outcome, quarantine } = test;
  if (isFailing(outcome)) return quarantine === null ? "failing" : "excused";
  return outcome === "expected-failure" ? "passed" : outcome as TriageState;
}

/** A comparison by names and objects, as anybody would write it for a few tests. */
function oracle(before: readonly TestRecord[], after: readonly TestRecord[]): Partial<Counts> {
  const counts: Partial<Counts> = {};
  for (const id of new Set([...before, ...after].map((test) => test.id))) {
    const [was, is] = [before.find((one) => one.id === id), after.find((one) => one.id === id)];
    const rule = TRIAGE_RULES[stateOf(is)][stateOf(was)];
    if (rule === "same") continue;
    const kind = rule !== "compare"
      ? rule
      : isKnown(was!, is!)
      ? "known-failure"
      : "changed-failure";
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function isKnown(was: TestRecord, is: TestRecord): boolean {
  if (was.fingerprint === null || is.fingerprint === null) return was.outcome === is.outcome;
  return was.fingerprint === is.fingerprint;
}

Deno.test("judgeTests() judges as a comparison by names does", () => {
  fc.assert(
    fc.property(runs, runs, (before, after) => {
      assertEquals(countsOf(before, after), oracle(before, after));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("judgeTests() hides no new failure behind ids of one hash", () => {
  const weaken = (columns: TestColumns): TestColumns => {
    for (let row = 0; row < columns.count; row++) {
      columns.hashLow[row]! &= 1;
      columns.hashHigh[row] = 0;
    }
    return columns;
  };
  fc.assert(
    fc.property(runs, runs, (before, after) => {
      const sides = [before, after].map((one) => sideOf(weaken(columnsOf(one))));
      const { counts } = judgeTests(sides[0]!, sides[1]!, BOTH);
      const told = oracle(before, after);
      const news = (told["new-failure"] ?? 0) + (told["changed-failure"] ?? 0);
      assert(counts["new-failure"] + counts["changed-failure"] >= news);
      assert(counts["known-failure"] <= (told["known-failure"] ?? 0));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("judgeTests() hides no new failure behind a repeated id", () => {
  const [ok, red] = [passedTest("a"), failedTest("a")];
  for (const after of [[ok, red], [red, ok]]) {
    assertEquals(countsOf([ok], after), { "new-failure": 1 });
    assertEquals(countsOf([ok, red], after), { "new-failure": 1 });
    assertEquals(countsOf([red, ok], after), { "new-failure": 1 });
    assertEquals(countsOf([], after), { "new-failure": 1 });
    assertEquals(countsOf([red], after), { "known-failure": 1 });
  }
  const { repeatedBefore, repeatedAfter } = judge([ok, red], [red, ok, ok]);
  assertEquals([repeatedBefore, repeatedAfter], [1, 2]);
});

Deno.test("judgeTests() calls nothing vanished or new that the other run does not tell", () => {
  const [before, after] = [columnsOf([passedTest("a")]), columnsOf([passedTest("b")])];
  const part = { tells: "part", gap: "it crashed" } as const;
  const lost = judgeTests(sideOf(before), sideOf(after, part), BOTH);
  assertEquals([lost.counts.vanished, lost.counts["new-test"], lost.notTold], [0, 1, 1]);
  const young = judgeTests(sideOf(before, part), sideOf(after), BOTH);
  assertEquals([young.counts.vanished, young.counts["new-test"], young.notTold], [1, 0, 1]);
  const failing = sideOf(columnsOf([failedTest("b")]));
  assertEquals(judgeTests(sideOf(before, part), failing, BOTH).counts["new-failure"], 1);
});

Deno.test("judgeTests() takes a suite that the other run does not plan for gone, or for new", () => {
  const other = passedTest("a", { suite: "old" });
  const { counts, notTold } = judge([other], [passedTest("b", { suite: "young" })]);
  assertEquals([counts.vanished, counts["new-test"], notTold], [1, 1, 0]);
  const unknown = { ...sideOf(columnsOf([])), knowsAllSuites: false };
  const alone = judgeTests(unknown, sideOf(columnsOf([passedTest("b", { suite: "x" })])), BOTH);
  assertEquals([alone.counts["new-test"], alone.notTold], [0, 1]);
});

Deno.test("judgeTests() tells no flakiness where a run is no evidence of it", () => {
  const flaky = columnsOf([passedTest("a", { outcome: "flaky" })]);
  const plain = columnsOf([passedTest("a")]);
  const ask = (before: TestColumns, after: TestColumns, evidence: typeof BOTH) =>
    judgeTests(sideOf(before), sideOf(after), evidence);
  assertEquals(ask(plain, flaky, BOTH).counts["new-flaky"], 1);
  assertEquals(ask(plain, flaky, { before: false, after: true }).counts["new-flaky"], 1);
  assertEquals(ask(plain, flaky, { before: true, after: false }).unsteady, 1);
  assertEquals(ask(flaky, plain, BOTH).counts["no-longer-flaky"], 1);
  assertEquals(ask(flaky, plain, { before: false, after: true }).unsteady, 1);
});

Deno.test("judgeTests() counts regressions and known failures of each suite", () => {
  const before = [failedTest("a"), failedTest("b", { suite: "e2e" })];
  const after = [failedTest("a"), failedTest("c"), failedTest("b", { suite: "e2e" })];
  const { failures } = judge(before, after);
  assertEquals([...failures], [
    ["unit", { regressions: 1, known: 1 }],
    ["e2e", { regressions: 0, known: 1 }],
  ]);
});

Deno.test("judgeTests() keeps the slowest of what is slower, the run's own slowdown taken out", () => {
  const ids = Array.from({ length: 400 }, (_, at) => `t${at}`);
  const before = ids.map((id) => passedTest(id, { duration_ms: 1000 }));
  const after = ids.map((id, at) =>
    passedTest(id, { duration_ms: at < 100 ? 2000 : 2000 + 30 * at })
  );
  const { counts, slowdown, rows } = judge(
    before,
    after.with(7, passedTest("t7", { duration_ms: 1e6 })),
  );
  assert(slowdown > 5 && slowdown < 9, `${slowdown}`);
  assertEquals(rows.filter(({ kind }) => kind === "slower").map(({ after }) => after), [7]);
  assertEquals(counts.slower, 1);
});

Deno.test("judgeTests() lists no more rows of a kind than are told, and counts all", () => {
  const tests = Array.from({ length: 1000 }, (_, at) => failedTest(`t${at}`));
  const { counts, rows } = judge([], tests);
  assertEquals([counts["new-failure"], rows.length], [1000, 200]);
});

Deno.test("judgeTests() knows every kind of the model", () => {
  assertEquals(Object.keys(judge([], []).counts), [...TRIAGE_KINDS]);
});
