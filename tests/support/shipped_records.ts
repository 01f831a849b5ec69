import degradedPlan from "../../fixtures/records/v1/degraded/plan.json" with { type: "text" };
import degradedResults from "../../fixtures/records/v1/degraded/results.json" with { type: "text" };
import degradedRun from "../../fixtures/records/v1/degraded/run.json" with { type: "text" };
import degradedSummary from "../../fixtures/records/v1/degraded/summary.json" with { type: "text" };
import degradedTests from "../../fixtures/records/v1/degraded/tests.jsonl" with { type: "text" };
import flakyPlan from "../../fixtures/records/v1/flaky/plan.json" with { type: "text" };
import flakyResults from "../../fixtures/records/v1/flaky/results.json" with { type: "text" };
import flakyRun from "../../fixtures/records/v1/flaky/run.json" with { type: "text" };
import flakySummary from "../../fixtures/records/v1/flaky/summary.json" with { type: "text" };
import flakyTests from "../../fixtures/records/v1/flaky/tests.jsonl" with { type: "text" };
import greenPlan from "../../fixtures/records/v1/green/plan.json" with { type: "text" };
import greenResults from "../../fixtures/records/v1/green/results.json" with { type: "text" };
import greenRun from "../../fixtures/records/v1/green/run.json" with { type: "text" };
import greenSummary from "../../fixtures/records/v1/green/summary.json" with { type: "text" };
import greenTests from "../../fixtures/records/v1/green/tests.jsonl" with { type: "text" };
import redPlan from "../../fixtures/records/v1/red/plan.json" with { type: "text" };
import redResults from "../../fixtures/records/v1/red/results.json" with { type: "text" };
import redRun from "../../fixtures/records/v1/red/run.json" with { type: "text" };
import redSummary from "../../fixtures/records/v1/red/summary.json" with { type: "text" };
import redTests from "../../fixtures/records/v1/red/tests.jsonl" with { type: "text" };

/** Records that a gate has written, as far as they are read back: file name to text, by case. */
export const SHIPPED = {
  green: shipped(greenSummary, greenRun, greenResults, greenPlan, greenTests),
  red: shipped(redSummary, redRun, redResults, redPlan, redTests),
  flaky: shipped(flakySummary, flakyRun, flakyResults, flakyPlan, flakyTests),
  degraded: shipped(degradedSummary, degradedRun, degradedResults, degradedPlan, degradedTests),
};

function shipped(summary: string, run: string, results: string, plan: string, tests: string) {
  return {
    "summary.json": summary,
    "run.json": run,
    "results.json": results,
    "plan.json": plan,
    "tests.jsonl": tests,
  };
}
