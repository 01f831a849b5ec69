import { normalize } from "@std/path";
import type { Plan, PlannedSuite } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { PlanInput } from "./plan_input.ts";

/**
 * Two suites that may run at once and leave their reports at one place, as a `config` problem, or null:
 * each would be judged by what the other has written.
 */
export function checkReports(
  { suites, jobs }: Plan,
  { config, configPath }: Pick<PlanInput, "config" | "configPath">,
): Problem | null {
  if (jobs < 2) return null;
  for (const [at, suite] of suites.entries()) {
    const place = placeOf(suite);
    const other = suites.slice(0, at).find((one) =>
      place !== null && placeOf(one) === place && !waitsFor(suite, one.name, suites)
    );
    if (other === undefined) continue;
    const index = config?.config.suites?.findIndex(({ name }) => name === suite.name) ?? -1;
    const { line, column } = config?.placeOf(["suites", index, "report"]) ?? { line: 0, column: 0 };
    const message = `Suite "${suite.name}": it leaves its report at "${place}", ` +
      `as suite "${other.name}" does, and both may run at once`;
    const hint = `Give each a "report" of its own, or let one wait: "needs": ["${other.name}"]`;
    return { kind: "config", path: configPath ?? "", line, column, message, hint };
  }
  return null;
}

function placeOf({ full: { report } }: PlannedSuite): string | null {
  return report.from === "file" && report.path !== "{report}" ? normalize(report.path) : null;
}

/** Suites stand in the order of their needs, so that only a later one waits for an earlier. */
function waitsFor(suite: PlannedSuite, name: string, suites: readonly PlannedSuite[]): boolean {
  return suite.needs.some((need) => {
    const needed = suites.find((one) => one.name === need);
    return need === name || (needed !== undefined && waitsFor(needed, name, suites));
  });
}
