import type { ErrorJson } from "../model/error_json.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import type { Fallback } from "../model/verdict.ts";
import { explainFallback } from "./explain_problem.ts";

/** `error.json` of a run whose runner failed or fell back; null for every other run. */
export function makeErrorJson(record: RunRecord): ErrorJson | null {
  const fallback = findFallback(record);
  if (fallback === null && record.verdict !== "infra") return null;
  return {
    schema: "qa.error.v1",
    run_id: record.runId,
    what: record.verdict === "infra" ? "failed" : "fell-back",
    problem: fallback === null ? record.why : explainFallback(fallback),
    reason: fallback?.reason ?? null,
    detail: fallback?.detail ?? "",
    hint: fallback?.hint ?? "",
    at: fallback?.at ?? null,
    proved_outside: fallback?.isOutside ?? false,
    suites: record.suites.filter((suite) => isTouched(suite, record.fallback))
      .map((suite) => suite.name),
  };
}

/** The run's own fallback, else the first one that a suite met. */
function findFallback(record: RunRecord): Fallback | null {
  const met = record.suites.flatMap((suite) => suite.executions)
    .find((one) => one.fallback !== null);
  return record.fallback ?? met?.fallback ?? null;
}

/** True for a suite that has no answer from its container. */
function isTouched(suite: SuiteRecord, fallback: Fallback | null): boolean {
  if (suite.executions.some((one) => one.fallback !== null)) return true;
  return fallback !== null && suite.place !== "container" || suite.outcome === "lost";
}
