import type { TestPast } from "../model/history.ts";

/**
 * What the past says of a failing test, for the end of a line: since when it fails, whether it is new,
 * how unsteady it is; "" where nothing is known that helps.
 */
export function explainPast({ runs, failingRuns, failingSince, flakyRuns }: TestPast): string {
  const unsteady = flakyRuns === 0
    ? ""
    : `unsteady in ${flakyRuns} of ${runs} ${runs === 1 ? "run" : "runs"} before`;
  if (runs === 0) return "";
  const since = failingSince === null
    ? "passed in the run before"
    : `failing since ${failingSince.startedAt.slice(0, 10)}, ${failingRuns} ${
      failingRuns === 1 ? "run" : "runs"
    } before this one`;
  return [since, unsteady].filter((part) => part !== "").join("; ");
}
