import { assertEquals } from "@std/assert";
import { judgeSuites } from "../../../lib/classify/judge_suites.ts";
import type { SuiteFailures } from "../../../lib/classify/judge_tests.ts";
import type { TriageSuite } from "../../../lib/model/triage.ts";

const RED: TriageSuite = {
  name: "unit",
  kind: "unit",
  required: true,
  outcome: "failed",
  place: "container",
  exitCode: 1,
  tells: "all",
  gap: "",
  failed: 2,
};
const CHECK: TriageSuite = { ...RED, name: "lint", kind: "check", failed: 0 };
const GREEN = { outcome: "passed", exitCode: 0, failed: 0 } as const;
const ALL_KNOWN = { regressions: 0, known: 2 };

function judge(
  before: TriageSuite | null,
  after: TriageSuite | null,
  failures: SuiteFailures = ALL_KNOWN,
) {
  const mapOf = (suite: TriageSuite | null) =>
    new Map(suite === null ? [] : [[suite.name, suite] as const]);
  const name = (after ?? before)?.name ?? "";
  return judgeSuites({
    before: mapOf(before),
    after: mapOf(after),
    failures: new Map([[name, failures]]),
  });
}

Deno.test("judgeSuites() excuses a suite whose failing tests are all known", () => {
  assertEquals(judge(RED, RED), { suites: [], excused: ["unit"] });
});

Deno.test("judgeSuites() excuses a check that failed before with the same exit code, and says so", () => {
  const { suites, excused } = judge(CHECK, CHECK);
  assertEquals([excused, suites.map(({ isRegression }) => isRegression)], [["lint"], [false]]);
  assertEquals(judge(CHECK, { ...CHECK, exitCode: 2 }).excused, []);
  assertEquals(judge({ ...CHECK, ...GREEN }, CHECK).suites[0]?.isRegression, true);
});

const never: readonly (readonly [string, TriageSuite | null, TriageSuite, SuiteFailures?])[] = [
  ["a new failure", RED, RED, { regressions: 1, known: 1 }],
  ["failures that no test tells", RED, { ...RED, failed: 3 }],
  ["a crash", { ...RED, outcome: "crashed" }, { ...RED, outcome: "crashed" }],
  ["a deadline", { ...RED, outcome: "timed-out" }, { ...RED, outcome: "timed-out" }],
  ["a report that was cut", RED, { ...RED, tells: "part", gap: "its report is truncated" }],
  ["another exit code", RED, { ...RED, exitCode: 3 }],
  ["a suite that the baseline lacks", null, RED],
  ["tests that tell nothing", RED, { ...RED, failed: 0 }, { regressions: 0, known: 0 }],
  ["what is unproven", { ...RED, outcome: "unproven" }, { ...RED, outcome: "unproven" }],
  ["what was lost", { ...RED, outcome: "lost" }, { ...RED, outcome: "lost" }],
  ["what did not run", RED, { ...RED, outcome: "not-run" }],
];
for (const [what, before, after, failures] of never) {
  Deno.test(`judgeSuites() never excuses ${what}`, () => {
    assertEquals(judge(before, after, failures).excused, []);
  });
}

Deno.test("judgeSuites() calls a failure beyond the tests a regression, and silence none", () => {
  const told = (before: TriageSuite | null, after: TriageSuite | null, failures?: SuiteFailures) =>
    judge(before, after, failures).suites.map(({ isRegression }) => isRegression);
  assertEquals(told(RED, { ...RED, exitCode: 3 }), [true]);
  assertEquals(told({ ...RED, ...GREEN }, { ...RED, outcome: "crashed" }), [true]);
  assertEquals(told({ ...RED, ...GREEN }, { ...RED, outcome: "lost" }), [false]);
  assertEquals(told(RED, null), [false]);
  assertEquals(told(RED, { ...RED, ...GREEN }), [false]);
  assertEquals(told({ ...RED, ...GREEN }, { ...RED, ...GREEN }), []);
  assertEquals(told({ ...RED, ...GREEN }, RED, { regressions: 2, known: 0 }), [true]);
  assertEquals(told(RED, RED, { regressions: 1, known: 1 }), []);
});
