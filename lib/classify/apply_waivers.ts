import type { GateFault } from "../model/gate.ts";
import type { JudgedFault } from "../model/full_verdict.ts";
import type { WaiverStanding } from "../model/judge_waiver.ts";
import { matchPattern } from "./match_pattern.ts";

/** Faults with the waivers that excuse them, and what that makes of the gate. */
export interface WaivedFaults {
  readonly status: "pass" | "fail" | "waived";
  readonly faults: readonly JudgedFault[];
  /** Names of the waivers that excuse one of them, such as `waivers[0]`. */
  readonly waivers: readonly string[];
}

/**
 * Lays valid waivers over the faults of a gate: `*` excuses all of them, any other scope those whose
 * subject it means as a pattern. A gate is `waived` only where every fault of it is excused.
 */
export function applyWaivers(
  gate: { readonly id: string; readonly kind: string },
  faults: readonly GateFault[],
  standings: readonly WaiverStanding[],
): WaivedFaults {
  // Nothing excuses a waiver that is not in order.
  const mayWaive = gate.kind !== "waivers";
  const valid = standings.flatMap(({ entry, faults }, index) =>
    mayWaive && entry?.gate === gate.id && faults.length === 0
      ? [{ index, scope: entry.scope }]
      : []
  );
  const judged = faults.map((fault): JudgedFault => {
    const found = valid.find(({ scope }) => scope === "*" || matchPattern(scope, fault.subject));
    return { ...fault, waivedBy: found === undefined ? null : `waivers[${found.index}]` };
  });
  const isWaived = judged.every(({ waivedBy }) => waivedBy !== null);
  const waivers = [...new Set(judged.flatMap(({ waivedBy }) => waivedBy ?? []))];
  const status = faults.length === 0 ? "pass" : isWaived ? "waived" : "fail";
  return { status, faults: judged, waivers };
}
