import { assertEquals } from "@std/assert";
import { suitesOfRecord, suitesOfRun } from "../../../lib/pipeline/triage_sides.ts";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import type { Plan } from "../../../lib/model/plan.ts";
import type { RecordedRun, RecordedSuite } from "../../../lib/model/recorded_run.ts";
import type { Execution, SuiteRecord } from "../../../lib/model/run_record.ts";
import type { ShardJson } from "../../../lib/model/shard.ts";
import { makeResultsJson } from "../../../lib/report/make_results_json.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";
import { sampleCounts, sampleExecution, sampleSuite } from "../../support/sample_suite.ts";

const SHARD: ShardJson = {
  kind: "test",
  index: 1,
  total: 3,
  balanced_by: "count",
  plan_digest: "a".repeat(64),
  parts: 3,
  parts_total: 9,
  expected_ms: null,
  expected_imbalance: null,
};

/** A record of the red sample, as it is read back. */
function baseline(changes: Partial<RecordedRun> = {}): RecordedRun {
  const results = makeResultsJson(redRecord());
  const suites: readonly RecordedSuite[] = results.suites.map((suite) => ({
    ...suite,
    testsPath: suite.total > 0 ? `/runs/a/${suite.name}.jsonl` : null,
    named: [],
    unnamed: 0,
  }));
  return {
    given: "latest",
    path: "/runs/a",
    folder: "/runs/a",
    runId: "a",
    project: "shop",
    verdict: "failed",
    exitCode: 1,
    startedAt: null,
    environment: null,
    shard: null,
    suites,
    knowsAllSuites: true,
    gaps: [],
    files: { summary: null, run: null, results, plan: null, environment: null, bundle: null },
    ...changes,
  };
}

function gapOfRun(
  suite: SuiteRecord,
  { plan = SAMPLE_PLAN, before = baseline() }: { plan?: Plan; before?: RecordedRun } = {},
): string | undefined {
  return suitesOfRun(plan, [suite], before).get(suite.name)?.gap;
}

function unit(changes: Partial<Execution> = {}): SuiteRecord {
  return sampleSuite(sampleExecution(changes));
}

const FAILED = { outcome: "failed", exitCode: 1 } as const;
const report = sampleExecution().report;

Deno.test("suitesOfRun() tells all tests of a suite that passed, or failed with a whole report", () => {
  assertEquals(gapOfRun(unit()), "");
  const counts = sampleCounts(31, 3);
  const failed = suitesOfRun(
    SAMPLE_PLAN,
    [unit({ ...FAILED, report: { ...report, counts, declared: null } })],
    baseline(),
  ).get("unit");
  assertEquals([failed?.tells, failed?.failed, failed?.exitCode], ["all", 3, 1]);
});

const declared = { tests: 99, failures: 3, skipped: 0 };
const parts: readonly (readonly [string, Partial<Execution>, string])[] = [
  [
    "crashed",
    { outcome: "crashed", why: "ended by SIGSEGV" },
    "it ended as crashed: ended by SIGSEGV",
  ],
  ["was lost", { outcome: "lost", why: "gone" }, "it ended as lost: gone"],
  [
    "left a cut report",
    { ...FAILED, report: { ...report, status: "truncated" } },
    "its report is truncated",
  ],
  [
    "did not run all that it planned",
    { ...FAILED, report: { ...report, counts: sampleCounts(30, 3), declared } },
    "it planned 99 tests and ran 33",
  ],
];
for (const [what, changes, gap] of parts) {
  Deno.test(`suitesOfRun() tells only a part of a suite that ${what}`, () => {
    assertEquals(gapOfRun(unit(changes)), gap);
  });
}

Deno.test("suitesOfRun() tells only a part in a reduced form, a shard or a replay", () => {
  assertEquals(
    gapOfRun(unit({ place: "failsafe" })),
    "it ran in its reduced form, without a container",
  );
  const plan = { ...SAMPLE_PLAN, shard: SHARD };
  assertEquals(gapOfRun(unit(), { plan }), "this run is shard 1 of 3");
  assertEquals(gapOfRun(unit(), { plan, before: baseline({ shard: SHARD }) }), "");
  const other = { ...SHARD, plan_digest: "b".repeat(64) };
  assertEquals(
    gapOfRun(unit(), { plan, before: baseline({ shard: other }) }),
    "this run is shard 1 of 3",
  );
  const replay = { runIds: [], records: [], differences: [], suites: [], outstanding: [] };
  assertEquals(
    gapOfRun(unit(), { plan: { ...SAMPLE_PLAN, replay } }),
    "this run is a replay of some tests",
  );
});

Deno.test("suitesOfRun() knows suites that were left out on purpose", () => {
  const plan = { ...SAMPLE_PLAN, leftOut: [{ suite: "slow", why: "not in this profile" }] };
  const slow = suitesOfRun(plan, [], baseline()).get("slow");
  assertEquals([slow?.outcome, slow?.tells, slow?.gap], ["not-run", "part", "not in this profile"]);
});

Deno.test("suitesOfRecord() tells what its files tell", () => {
  const told = suitesOfRecord(baseline(), null);
  assertEquals([...told.keys()], ["unit", "lint"]);
  assertEquals([told.get("unit")?.tells, told.get("unit")?.failed, told.get("unit")?.exitCode], [
    "all",
    3,
    1,
  ]);
  const gapOf = (changes: Partial<RecordedRun>, shard: ShardJson | null = null) =>
    suitesOfRecord(baseline(changes), shard).get("unit")?.gap;
  const bare = baseline().suites.map((suite) => ({ ...suite, testsPath: null }));
  assertEquals(gapOf({ suites: bare }), "the baseline has not kept its tests");
  const lost = baseline().suites.map((suite) => ({ ...suite, outcome: "lost" as const }));
  assertEquals(gapOf({ suites: lost }), "it ended as lost in the baseline");
  assertEquals(gapOf({ shard: SHARD }), "the baseline is shard 1 of 3");
  assertEquals(gapOf({ shard: SHARD }, SHARD), "");
  const lone = { ...baseline().files, results: null };
  assertEquals(gapOf({ files: lone }), "the baseline tells only its failing tests");
});

Deno.test("suitesOfRecord() knows suites that the baseline had left out", () => {
  const notChecked = [{ suite: "slow", what: "all of it", why: "not in this profile" }];
  const results = makeResultsJson({ ...greenRecord(), notChecked, counts: NO_TESTS });
  const told = suitesOfRecord(baseline({ files: { ...baseline().files, results } }), null);
  assertEquals([told.get("slow")?.tells, told.get("slow")?.outcome], ["part", "not-run"]);
});
