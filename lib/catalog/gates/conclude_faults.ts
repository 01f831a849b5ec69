import type { GateFault, GateJudgement } from "../../model/gate.ts";
import { SCHEMA_CODES } from "./judge_schema_id.ts";
import { collectFaults, type ConcludedJudgement, makeFault } from "./collect_faults.ts";

/** The judgement of a list of faults: `proved` is its sentence where the list is empty. */
export function concludeFaults(
  faults: readonly GateFault[],
  rest: ConcludedJudgement,
): GateJudgement {
  const found = collectFaults();
  faults.forEach(found.add);
  return found.conclude(rest);
}

/** The judgement of a gate whose one input is no use: there is nothing else to say. */
export function concludeLost(fault: GateFault, artifacts: readonly string[]): GateJudgement {
  return concludeFaults([fault], { proved: "", artifacts });
}

/** An input that was read and is not what it must be; `why` is told behind its path. */
export function malformedFault(path: string, why: string): GateFault {
  return makeFault("malformed_artifact", path, `${path}: ${why}`, { path, at: null });
}

/** What to do about such an input. */
export const MALFORMED_CODES = {
  malformed_artifact: SCHEMA_CODES.malformed_artifact,
} as const;
