import { faultOfFlag } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import type { PlanInput } from "./plan_input.ts";

/** The first `QA_…` variable whose value its flag would refuse, as a `usage` problem; null when all are good. */
export function checkEnvironment(
  { flags, environment }: Pick<PlanInput, "flags" | "environment">,
): Problem | null {
  for (const row of flags.rows) {
    const text = row.env === undefined ? undefined : environment[row.env];
    if (row.env === undefined || text === undefined || text === "") continue;
    const fault = faultOfFlag(row, text);
    if (fault === null) continue;
    const hint = `Set ${row.env} to a value that --${row.name} accepts, or unset it`;
    return { kind: "usage", message: `${row.env} in the environment: ${fault}`, hint };
  }
  return null;
}
