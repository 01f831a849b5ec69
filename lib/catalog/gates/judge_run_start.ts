import type { GateFault } from "../../model/gate.ts";
import type { RecordedRun } from "../../model/recorded_run.ts";
import { judgeMoment } from "./judge_age.ts";
import { tellText } from "./tell_value.ts";

/** Null for a run that started no longer ago than `max_age`, where it is bounded, and not after now. */
export function judgeRunStart(
  { record: given, max_age }: {
    readonly record: string;
    readonly max_age?: string | undefined;
  },
  { runId, startedAt }: RecordedRun,
  now: string,
): GateFault | null {
  if (max_age === undefined && startedAt === null) return null;
  const run = tellText(runId);
  const fault = judgeMoment({ path: `the run ${run}`, now, max_age }, startedAt, null);
  return fault === null ? null : { ...fault, subject: run, place: { path: given, at: null } };
}
