import type { FullVerdictJson, JudgedGateJson } from "../../lib/model/full_verdict_json.ts";
import type { IncidentJson } from "../../lib/model/incident_json.ts";
import type { TriageDiffJson } from "../../lib/model/triage_diff_json.ts";
import { makeTriageDiff } from "../../lib/report/make_triage_diff.ts";
import { greenRecord } from "./sample_record.ts";
import { sampleTriage } from "./sample_triage.ts";

/** A gate of the kind suite that fails; any field can be replaced. */
export function failingGate(changes: Partial<JudgedGateJson> = {}): JudgedGateJson {
  return {
    ...{ id: "unit-green", kind: "suite", status: "fail", blocking: true, decides: true },
    detail: "unit is failed, not passed",
    artifacts: ["outputs/qa/logs/r1/summary.json"],
    reproduce_command: "deno task qa:verdict --gate unit-green",
    ...{ remediation: [], owner: null, fault_count: 1, faults: [], measures: {} },
    ...{ waivers: [], notes: [], duration_ms: 1 },
    ...changes,
  };
}

/** A verdict over these gates, strict and whole; any field can be replaced. */
export function sampleVerdict(changes: Partial<FullVerdictJson> = {}): FullVerdictJson {
  const gates = changes.gates ?? [];
  const failed = gates.filter(({ status }) => status === "fail").length;
  return {
    schema: "qa.full_suite_verdict.v1",
    ...{ verdict_id: "v1", project: "shop", generated_at: "2026-11-20T11:00:00.000Z" },
    verdict: failed === 0 ? "passed" : "failed",
    exit_code: failed === 0 ? 0 : 1,
    why: failed === 0 ? "all gates pass" : `${failed} gates fail`,
    ...{ mode: "full", partial: false, gates_declared: true, promotion_mode: "strict" },
    promotion: { mode: "strict", rationale: null, expires: null, from: "default" },
    ...{ commit: "d".repeat(40), dirty: false, notes: [] },
    counts: {
      ...{ total: gates.length, passed: gates.length - failed, failed },
      ...{ waived: 0, not_judged: 0, failed_deciding: failed },
    },
    gates,
    ...changes,
  };
}

/** A comparison with one new failure; any field can be replaced. */
export function regressionDiff(changes: Partial<TriageDiffJson> = {}): TriageDiffJson {
  const triage = sampleTriage();
  return { ...makeTriageDiff(greenRecord({ triage }))!, ...changes };
}

/** The same run compared with the same baseline, and nothing is new. */
export function stableDiff(changes: Partial<TriageDiffJson> = {}): TriageDiffJson {
  const diff = regressionDiff();
  const summary = { ...diff.summary, regression_count: 0, new_failures: 0 };
  const calm = { status: "stable", why: "nothing changed", ranked_diagnostics: [] } as const;
  return { ...diff, ...calm, ranked_diagnostics: [], summary, ...changes };
}

/** An open incident of a regression on main; any field can be replaced. */
export function sampleIncident(changes: Partial<IncidentJson> = {}): IncidentJson {
  return {
    schema: "qa.incident.v1",
    ...{ id: "inc-20261120T120000Z-abcdef", project: "shop", status: "open", severity: "SEV-1" },
    why: "a regression on a release branch: the branch is main (git)",
    opened_at: "2026-11-20T12:00:00.000Z",
    respond_by: "2026-11-20T12:30:00.000Z",
    ...{ responded_at: null, closed_at: null, branch: "main", branch_from: "git" },
    ...{ release_branch: true, commit: "d".repeat(40), run_id: "r1", verdict_id: "v1" },
    triggers: [{ code: "regression", what: "1 failure is new" }],
    failing_gates: [{
      ...{ id: "unit-green", kind: "suite", detail: "unit is failed", artifacts: [] },
      reproduce_command: "deno task qa:verdict --gate unit-green",
    }],
    triage: null,
    one_command_replay: "deno task qa:gate --rerun-from r1",
    artifacts: [],
    notes: {
      ...{ owner: null, detection: null, attribution: null },
      ...{ mitigation: null, verification: null },
    },
    checklist: [],
    closed_by: null,
    ...changes,
  };
}
