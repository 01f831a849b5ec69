import { assertEquals } from "@std/assert";
import { BASELINE_GATE } from "../../../../lib/catalog/gates/baseline.ts";
import type { TriageDiffJson } from "../../../../lib/model/triage_diff_json.ts";
import { makeTriageDiff } from "../../../../lib/report/make_triage_diff.ts";
import { assertNothingElsePasses } from "../../../support/hostile_gate.ts";
import { codesOf, judgeGate } from "../../../support/judge_gate.ts";
import { greenRecord } from "../../../support/sample_record.ts";
import { sampleTriage } from "../../../support/sample_triage.ts";

const triage = makeTriageDiff(greenRecord({ triage: sampleTriage({ status: "stable" }) })) as
  | TriageDiffJson
  | null;
const STABLE = {
  ...triage,
  summary: { ...triage?.summary, regression_count: 0 },
  comparable: { ...triage?.comparable, is_complete: true },
};

Deno.test("BASELINE_GATE lets nothing pass but a triage that the tool itself could have written", () => {
  assertNothingElsePasses({
    row: BASELINE_GATE,
    settings: { path: "triage_diff.json" },
    world: { files: { "triage_diff.json": JSON.stringify(STABLE) } },
    path: "triage_diff.json",
    words: ["schema", "qa.triage_diff.v1", "status", "stable"],
  });
});

Deno.test("BASELINE_GATE fails on a regression, and where there is no triage", () => {
  const judge = (value: unknown) =>
    codesOf(judgeGate(BASELINE_GATE, { path: "t.json" }, { values: { "t.json": value } }));
  assertEquals(judge({ ...STABLE, status: "regression" }), ["status_not_allowed"]);
  assertEquals(codesOf(judgeGate(BASELINE_GATE, { path: "t.json" }, {})), ["missing_artifact"]);
});
