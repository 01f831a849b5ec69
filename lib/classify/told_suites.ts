import type { Plan, PlannedSuite } from "../model/plan.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { ToldSuite } from "./apply_quarantine.ts";

/** Every suite of the configuration, and whether this run saw all of its tests. */
export function toldSuites(
  { suites: planned, leftOut, shard }: Pick<Plan, "suites" | "leftOut" | "shard">,
  records: readonly SuiteRecord[],
): readonly ToldSuite[] {
  const byName = new Map(records.map((record) => [record.name, record]));
  return [
    ...planned.map((suite) => ({
      name: suite.name,
      // The rest of a suite may be in another shard.
      toldAll: shard === undefined && hasToldAll(suite, byName),
    })),
    ...leftOut.map(({ suite }) => ({ name: suite, toldAll: false })),
  ];
}

function hasToldAll(suite: PlannedSuite, records: ReadonlyMap<string, SuiteRecord>): boolean {
  const record = records.get(suite.name);
  const first = record?.executions.findLast((one) =>
    one.place === record.place && one.attempt === 1
  );
  if (first === undefined) return false;
  const isReduced = first.place === "failsafe" &&
    JSON.stringify(suite.full.argv) !== JSON.stringify(suite.failsafe?.argv);
  const hasEnded = first.outcome === "passed" || first.outcome === "failed";
  return hasEnded && !isReduced && ["whole", "none"].includes(first.report.status);
}
