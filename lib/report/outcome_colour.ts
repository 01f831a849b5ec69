import type { SuiteOutcome } from "../model/outcome.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Colour } from "./paint.ts";

/** Green for an answer that exits 0 without a doubt, yellow where something is missing, red else. */
export function outcomeColour(outcome: SuiteOutcome | Verdict): Colour {
  switch (outcome) {
    case "passed":
      return "green";
    case "flaky":
    case "degraded":
    case "incomplete":
    case "not-run":
    case "cancelled":
      return "yellow";
    default:
      return "red";
  }
}
