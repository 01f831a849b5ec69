import type { Execution, SuiteRecord } from "../model/run_record.ts";
import type { FallbackReason } from "../model/verdict.ts";

/** Losses in which no test of the suite has run, if the container was not started either. */
const NEVER_RAN: ReadonlySet<FallbackReason> = new Set([
  "container-create-failed",
  "container-start-failed",
  "mount-unusable",
  "daemon-unreachable",
  "daemon-too-slow",
  "daemon-lost",
]);

/**
 * True for a container that was lost before it ran a test. One that was started is never among them,
 * whatever it says: its tests could have made it say so.
 */
export function hasNeverRun({ fallback, container }: Execution): boolean {
  return fallback !== null && NEVER_RAN.has(fallback.reason) && !(container?.hasBegun ?? false);
}

/**
 * Decides once all is known which losses count as before the run: a container that never ran a test,
 * lost before any other of the run had begun to run some. No test can have caused it; of every other
 * loss nobody can know. The number of suites at once does not matter when none could run.
 */
export function dateLosses(suites: readonly SuiteRecord[]): readonly SuiteRecord[] {
  const ran = suites.flatMap((suite) => suite.executions)
    .filter((execution) => execution.place === "container" && !hasNeverRun(execution));
  const date = (execution: Execution): Execution => {
    if (execution.fallback === null || !hasNeverRun(execution)) return execution;
    const endMs = Date.parse(execution.startedAt) + execution.durationMs;
    const mayBeCaused = ran.some((other) => Date.parse(other.startedAt) < endMs);
    const at = mayBeCaused ? "midway" : "preflight";
    return { ...execution, fallback: { ...execution.fallback, at } };
  };
  return suites.map((suite) => ({ ...suite, executions: suite.executions.map(date) }));
}
