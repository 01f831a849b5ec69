import type { FullVerdict, JudgedGate } from "../../lib/model/full_verdict.ts";

/** A verdict over these gates. */
export function sampleFullVerdict(
  gates: readonly JudgedGate[],
  changes: Partial<FullVerdict> = {},
): FullVerdict {
  const isFailed = gates.some(({ status, decides }) => status === "fail" && decides);
  return {
    ...{ verdictId: "v1", project: "shop", generatedAt: "2026-11-20T12:00:00.000Z", mode: "full" },
    ...{ isPartial: false, areDeclared: true, commit: "d".repeat(40), isDirty: false },
    promotion: { mode: "strict", rationale: null, expires: null, from: "default" },
    gates,
    ...{ verdict: isFailed ? "failed" : "passed", exitCode: isFailed ? 1 : 0, why: "because" },
    ...{ notes: [], reasons: [], waivers: [], quarantine: [], seen: [] },
    ...changes,
  };
}
