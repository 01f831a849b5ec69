import type { JudgedFault, JudgedGate } from "../../lib/model/full_verdict.ts";

/** A gate that passed, with whatever a test wants changed. */
export function judgedGate(
  id: string,
  { kind = "suite", blocking = true, ...changes }:
    & Partial<JudgedGate>
    & { readonly kind?: string; readonly blocking?: boolean } = {},
): JudgedGate {
  return {
    head: { id, kind, blocking, owner: null, reproduce: null, remediation: null },
    status: "pass",
    decides: blocking,
    detail: `${id} is fine`,
    faults: [],
    faultCount: 0,
    artifacts: [],
    measures: {},
    notes: [],
    remediation: [],
    advice: {},
    reproduce: `deno task qa:verdict --gate ${id}`,
    waivers: [],
    runs: [],
    durationMs: 1,
    ...changes,
  };
}

/** A fault about something, excused by nobody unless said. */
export function judgedFault(subject: string, changes: Partial<JudgedFault> = {}): JudgedFault {
  const message = `${subject} is wrong`;
  return { code: "wrong", subject, message, place: null, waivedBy: null, ...changes };
}

/** A gate that fails by these faults. */
export function failedGate(
  id: string,
  faults: readonly JudgedFault[],
  changes: Parameters<typeof judgedGate>[1] = {},
): JudgedGate {
  return judgedGate(id, {
    ...{ status: "fail", faults, faultCount: faults.length, detail: `${id} fails` },
    ...{ remediation: ["mend it"], advice: { wrong: "mend what is wrong" } },
    ...changes,
  });
}
