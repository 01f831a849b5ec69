import type { SuiteRecord } from "../model/run_record.ts";
import type { TriageAccount } from "../model/triage.ts";
import type { RunJudgement } from "./judge_run.ts";

/**
 * The suites by which a run is judged where only a regression counts: those whose failure is known as a
 * whole do not fail it. Everything else stays: what is unproven, lost, not run or crashed is no failure
 * that could be known.
 */
export function excuseKnown(
  suites: readonly SuiteRecord[],
  triage: TriageAccount | null,
): readonly SuiteRecord[] {
  if (triage === null || !triage.onlyRegressions) return suites;
  return suites.map((suite) =>
    triage.excused.includes(suite.name) ? { ...suite, outcome: "passed" } : suite
  );
}

/** The same answer, saying what was excused in it, or how much of a red one is new. */
export function tellExcused(
  judged: RunJudgement,
  suites: readonly Pick<SuiteRecord, "name" | "required">[],
  triage: TriageAccount | null,
): RunJudgement {
  if (triage === null || !triage.onlyRegressions) return judged;
  const { excused, counts, baseline } = triage;
  const names = suites.filter(({ name, required }) => required && excused.includes(name))
    .map(({ name }) => name);
  if (names.length === 0) return judged;
  const known = counts["known-failure"];
  const what = known === 0 ? "" : `${known} known ${known === 1 ? "failure" : "failures"} in `;
  const words = `not counted, because it was so in ${baseline.runId}: ${what}${names.join(", ")}`;
  if (judged.exitCode !== 0) return { ...judged, why: `${judged.why}; ${words}` };
  // "All passed" would be no answer to somebody who sees failures.
  const why = judged.verdict === "passed" ? `no regression; ${words}` : `${judged.why}; ${words}`;
  return { ...judged, why };
}
