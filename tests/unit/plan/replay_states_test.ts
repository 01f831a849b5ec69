import { assertEquals } from "@std/assert";
import type { PlanJson } from "../../../lib/model/plan_json.ts";
import type { RecordedSuiteState } from "../../../lib/model/replay.ts";
import type { RecordedRun } from "../../../lib/model/recorded_run.ts";
import type { Plan } from "../../../lib/model/plan.ts";
import type { ShardJson } from "../../../lib/model/shard.ts";
import { replayStates } from "../../../lib/plan/replay_states.ts";
import type { ReplaySource } from "../../../lib/plan/replay_source.ts";
import { makePlanJson } from "../../../lib/report/make_plan_json.ts";
import {
  samplePlanned,
  sampleRecordedTest as test,
  sampleReplayEnvironment,
  sampleReplayPlan,
  sampleSource,
  sampleSuiteState as suite,
} from "../../support/sample_replay.ts";

const PLAN = sampleReplayPlan([samplePlanned("unit"), samplePlanned("e2e")]);

/** Name, state and red tests of each suite, short. */
function seen(records: readonly ReplaySource[], current: Plan = PLAN): readonly string[] {
  return replayStates(records, current).map(({ name, state, isWhole, tests }) => {
    const told = tests.map((one) => ` ${one.test.name}=${one.state}${one.isStale ? "*" : ""}`);
    return `${name} ${state}${isWhole ? " whole" : ""}${told.join("")}`;
  });
}

function planFile(plan: Plan, changes: Partial<PlanJson> = {}): Partial<RecordedRun> {
  const files = { ...sampleSource([]).record.files, plan: { ...makePlanJson(plan), ...changes } };
  return { files };
}

function shard(index: number, kind: ShardJson["kind"], suites: readonly RecordedSuiteState[]) {
  const parts = { parts: 1, parts_total: 3, expected_ms: null, expected_imbalance: null };
  const shard: ShardJson = {
    kind,
    index,
    total: 3,
    balanced_by: "count",
    plan_digest: "d".repeat(64),
    ...parts,
  };
  return sampleSource(suites, { shard });
}

Deno.test("replayStates() calls a suite new that no record has, and removed one that only records have", () => {
  const record = sampleSource([suite("old", [test("old", "a")]), suite("unit"), suite("gone")]);
  assertEquals(seen([record]), [
    "unit passed-before",
    "e2e new whole",
    "old removed a=removed",
    "gone passed-before",
  ]);
});

Deno.test("replayStates() does not call a suite new that a record can have left out", () => {
  const red = [suite("unit", [test("unit", "a")])];
  const absent = (changes: Partial<RecordedRun>) => seen([sampleSource(red, changes)])[1];
  assertEquals(absent({ knowsAllSuites: false }), "e2e passed-before");
  const quick = sampleReplayEnvironment({ profile: "quick" });
  assertEquals(absent({ environment: quick }), "e2e passed-before");
  const leftOut = [{ suite: "e2e", why: "not named by --suite" }];
  assertEquals(absent(planFile(PLAN, { left_out: leftOut })), "e2e passed-before");
  assertEquals(absent(planFile(PLAN)), "e2e new whole");
});

Deno.test("replayStates() runs what a summary counts and does not name", () => {
  const counted = (passed: number, total: number) => {
    const summary = { passed_suites: passed, total_suites: total };
    const files = { ...sampleSource([]).record.files, summary: summary as never };
    return seen([sampleSource([suite("unit", [test("unit", "a")])], {
      knowsAllSuites: false,
      files,
    })])[1];
  };
  assertEquals(counted(1, 2), "e2e passed-before");
  assertEquals(counted(0, 2), "e2e not-run whole");
});

Deno.test("replayStates() follows a suite to its new name by its command", () => {
  const before = sampleReplayPlan([samplePlanned("old"), samplePlanned("e2e", { runner: "deno" })]);
  const now = sampleReplayPlan([samplePlanned("unit"), samplePlanned("e2e", { runner: "deno" })]);
  const record = sampleSource([suite("old", [test("old", "a")]), suite("e2e")], planFile(before));
  const [unit] = replayStates([record], now);
  assertEquals([unit?.name, unit?.formerName, unit?.state, unit?.was], [
    "unit",
    "old",
    "renamed",
    "failed",
  ]);
  assertEquals(unit?.tests[0]?.test.id, "unit::tests/test_sum.py::tests.test_sum::a");
  // A later record knows the new name, so nothing is renamed any more.
  const later = sampleSource([suite("unit", [test("unit", "a", "passed")])], planFile(now));
  assertEquals(seen([record, later], now)[0], "unit passed-before a=passed-before");
});

Deno.test("replayStates() follows no name where two suites have the same command", () => {
  const before = sampleReplayPlan([samplePlanned("old")]);
  const record = sampleSource([suite("old", [test("old", "a")])], planFile(before));
  const twins = sampleReplayPlan([samplePlanned("one"), samplePlanned("two")]);
  assertEquals(seen([record], twins), ["one new whole", "two new whole", "old removed a=removed"]);
});

Deno.test("replayStates() joins shards: what failed in any of them failed", () => {
  const records = [
    shard(0, "test", [suite("unit", [test("unit", "a")])]),
    shard(1, "test", [suite("unit"), suite("e2e")]),
    shard(2, "test", [
      suite("unit", [test("unit", "b")]),
      suite("e2e", [], { outcome: "crashed" }),
    ]),
  ];
  assertEquals(seen(records), ["unit failed a=failed b=failed", "e2e crashed whole"]);
  assertEquals(seen(records.toReversed()), ["unit failed b=failed a=failed", "e2e crashed whole"]);
  // The same shard again is a newer answer, also among others.
  const again = shard(2, "test", [suite("unit", [test("unit", "b", "passed")]), suite("e2e")]);
  assertEquals(seen([...records, again]), [
    "unit failed a=failed b=passed-before",
    "e2e passed-before",
  ]);
});

Deno.test("replayStates() takes the newest answer, and tells what it does not name", () => {
  const first = sampleSource([suite("unit", [test("unit", "a"), test("unit", "b")]), suite("e2e")]);
  const second = sampleSource([suite("unit", [test("unit", "a", "passed")])]);
  assertEquals(seen([first, second])[0], "unit passed-before a=passed-before b=failed*");
});

Deno.test("replayStates() lets a run of some tests take back nothing that was said of the whole", () => {
  const part = sampleSource([suite("unit", [test("unit", "a", "passed")], { isPart: true })]);
  for (const [outcome, state] of [["timed-out", "timed-out"], ["lost", "not-run"]] as const) {
    const first = sampleSource([suite("unit", [test("unit", "a")], { outcome }), suite("e2e")]);
    assertEquals(seen([first, part])[0], `unit ${state} whole a=passed-before`);
  }
  const unnamed = sampleSource([suite("unit", [test("unit", "a")], { unnamed: 2 }), suite("e2e")]);
  assertEquals(seen([unnamed, part])[0], "unit failed whole a=passed-before");
  // A suite that failed by its exit code alone, with no test to blame.
  const bare = sampleSource([suite("unit", [], { outcome: "failed" }), suite("e2e")]);
  assertEquals(seen([bare, part])[0], "unit failed whole a=passed-before");
  const named = sampleSource([suite("unit", [test("unit", "a")]), suite("e2e")]);
  assertEquals(seen([named, part])[0], "unit passed-before a=passed-before");
});

Deno.test("replayStates() calls what a cancelled run had not begun cancelled", () => {
  const suites = [suite("unit", [], { outcome: "not-run" }), suite("e2e")];
  const record = sampleSource(suites, { verdict: "cancelled" });
  assertEquals(seen([record]), ["unit cancelled whole", "e2e passed-before"]);
});

Deno.test("replayStates() excuses a failure only while its entry is in the configuration", () => {
  const entry = {
    class: "FLAKE-ENV",
    owner: "o",
    reason: "r",
    issue: "i",
    expires: "2030-01-01",
  } as const;
  const excused = test("unit", "a", "failed", { quarantine: "unit::*" });
  const record = sampleSource([suite("unit", [excused], { outcome: "passed" }), suite("e2e")]);
  assertEquals(seen([record])[0], "unit passed-before a=failed");
  const current = { ...PLAN, quarantine: [{ id: "unit::*", ...entry }] };
  assertEquals(seen([record], current)[0], "unit passed-before a=quarantined");
});
