import type { FullVerdict, JudgedFault, JudgedGate } from "../model/full_verdict.ts";
import type {
  FullVerdictJson,
  GateCountsJson,
  GateFaultJson,
  JudgedGateJson,
} from "../model/full_verdict_json.ts";

/** `full_suite_verdict.json` of a verdict. */
export function makeFullVerdictJson(full: FullVerdict): FullVerdictJson {
  return {
    schema: "qa.full_suite_verdict.v1",
    verdict_id: full.verdictId,
    project: full.project,
    verdict: full.verdict,
    exit_code: full.exitCode,
    why: full.why,
    generated_at: full.generatedAt,
    mode: full.mode,
    partial: full.isPartial,
    gates_declared: full.areDeclared,
    promotion_mode: full.promotion.mode,
    promotion: full.promotion,
    commit: full.commit,
    dirty: full.isDirty,
    counts: countGates(full),
    gates: full.gates.map(gateJson),
    notes: [...full.notes],
  };
}

/** How many gates of a verdict came out how. */
export function countGates({ gates, mode }: Pick<FullVerdict, "gates" | "mode">): GateCountsJson {
  const many = (status: JudgedGate["status"]) =>
    gates.filter((gate) => gate.status === status).length;
  return {
    total: gates.length,
    passed: many("pass"),
    failed: many("fail"),
    waived: many("waived"),
    not_judged: many("not-judged"),
    failed_deciding:
      gates.filter(({ status, decides }) => status === "fail" && (decides || mode === "certify"))
        .length,
  };
}

function gateJson(gate: JudgedGate): JudgedGateJson {
  const { head } = gate;
  return {
    id: head.id,
    kind: head.kind,
    status: gate.status,
    blocking: head.blocking,
    decides: gate.decides,
    detail: gate.detail,
    artifacts: [...gate.artifacts],
    reproduce_command: gate.reproduce,
    remediation: [...gate.remediation],
    owner: head.owner,
    fault_count: gate.faultCount,
    faults: gate.faults.map(faultJson),
    measures: gate.measures,
    waivers: [...gate.waivers],
    notes: [...gate.notes],
    ...(gate.report !== undefined && { report: { ...gate.report } }),
    duration_ms: gate.durationMs,
  };
}

function faultJson({ code, subject, message, place, waivedBy }: JudgedFault): GateFaultJson {
  const { path = null, at = null } = place ?? {};
  return { code, subject, message, path, at, waived_by: waivedBy };
}
