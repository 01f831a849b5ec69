import { assertEquals } from "@std/assert";
import { SUITE_GATE } from "../../../../lib/catalog/gates/suite.ts";
import type { RecordedRun } from "../../../../lib/model/recorded_run.ts";
import { makeResultsJson } from "../../../../lib/report/make_results_json.ts";
import { makeRunJson } from "../../../../lib/report/make_run_json.ts";
import { makeSummaryJson } from "../../../../lib/report/make_summary_json.ts";
import { codesOf, judgeGate } from "../../../support/judge_gate.ts";
import { degradedRecord, greenRecord } from "../../../support/sample_record.ts";
import { sampleSource } from "../../../support/sample_replay.ts";
import type { RunRecord } from "../../../../lib/model/run_record.ts";

/** A run as it is read back from what a gate leaves of it. */
function recorded(run: RunRecord, changes: Partial<RecordedRun> = {}): RecordedRun {
  const { record } = sampleSource(run.suites.map(({ name, kind, outcome }) => ({
    name,
    kind,
    outcome,
    tests: [],
    unnamed: 0,
  })));
  const files = {
    ...record.files,
    results: makeResultsJson(run),
    run: makeRunJson(run),
    summary: makeSummaryJson(run),
  };
  const { runId, verdict, exitCode, startedAt } = run;
  return { ...record, runId, verdict, exitCode, startedAt, files, ...changes };
}

const judge = (record: RecordedRun, settings: Record<string, unknown> = {}) =>
  judgeGate(SUITE_GATE, settings, { records: { latest: record } });

Deno.test("SUITE_GATE passes a green run of this commit as a gate leaves it", () => {
  const judged = judge(recorded(greenRecord()));
  assertEquals(judged.faults, []);
  assertEquals(judged.measures, { suites: 2, tests: 34, faults: 0 });
});

Deno.test("SUITE_GATE takes no run of the failsafe for a proof unless it is told to", () => {
  const record = recorded(degradedRecord());
  assertEquals(codesOf(judge(record)).includes("ran_in_failsafe"), true);
  assertEquals(codesOf(judge(record, { place: "any" })), []);
});

Deno.test("SUITE_GATE passes nothing when it knows of no run", () => {
  assertEquals(codesOf(judgeGate(SUITE_GATE, {}, {})), ["missing_record"]);
});

Deno.test("SUITE_GATE judges an abbreviated commit by what there is of it", () => {
  const git = { commit: "d".repeat(7), branch: null, dirty: false };
  assertEquals(judge(recorded(greenRecord({ git }))).faults, []);
  const other = { ...git, commit: "d".repeat(6) };
  assertEquals(codesOf(judge(recorded(greenRecord({ git: other })))), ["unknown_commit"]);
});

Deno.test("SUITE_GATE accepts merged shards and refuses one of them", () => {
  const shard = { kind: "suite", index: 1, total: 2 } as unknown as NonNullable<
    RecordedRun["shard"]
  >;
  assertEquals(codesOf(judge(recorded(greenRecord(), { shard }))), ["partial_record"]);
  assertEquals(codesOf(judge(recorded(greenRecord(), { shard: { ...shard, total: 1 } }))), []);
});

Deno.test("SUITE_GATE refuses keys that it does not know", () => {
  assertEquals(SUITE_GATE.shape.safeParse({ suite: ["unit"] }).success, false);
  assertEquals(SUITE_GATE.shape.safeParse({ suites: [] }).success, false);
});
