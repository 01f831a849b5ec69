import type { SuiteOutcome } from "../model/outcome.ts";
import type { NotChecked, SuiteRecord } from "../model/run_record.ts";
import type { Plan } from "../model/plan.ts";
import type { Fallback, Verdict } from "../model/verdict.ts";

/** What the verdict of a run is drawn from. */
export interface RunFacts {
  readonly plan: Plan;
  readonly suites: readonly SuiteRecord[];
  readonly fallback: Fallback | null;
  readonly notChecked: readonly NotChecked[];
  /** The signal that interrupted the run, or null. */
  readonly interruptedBy: "SIGINT" | "SIGTERM" | null;
}

/** The answer of a run, its exit code, and one sentence why. */
export interface RunJudgement {
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly why: string;
}

/**
 * Draws the verdict from the suites. It starts as unproven and every better answer must be earned;
 * the order of the questions is the order of what a reader must hear first.
 */
export function judgeRun(facts: RunFacts): RunJudgement {
  const { suites, fallback, interruptedBy } = facts;
  if (interruptedBy !== null) {
    const exitCode = interruptedBy === "SIGINT" ? 130 : 143;
    return { verdict: "cancelled", exitCode, why: `interrupted by ${interruptedBy}` };
  }
  const required = suites.filter((suite) => suite.required);
  const red = required.filter((suite) => isRed(suite.outcome));
  if (red.length > 0) return answer("failed", 1, describe(red));
  const unproven = required.filter((suite) => suite.outcome === "unproven");
  if (unproven.length > 0) return answer("unproven", 4, describe(unproven));
  const lost = suites.flatMap((suite) => suite.executions)
    .find((run) => run.outcome === "lost" && run.fallback?.at !== "preflight");
  const passed = suites.filter((suite) => suite.outcome === "passed");
  if (lost) return answer("infra", 3, explainLoss(lost.why, passed.length > 0));
  if (fallback && passed.length === 0) {
    const why = `no container could be used (${fallback.reason}), and no suite can run without one`;
    return answer("infra", 3, why);
  }
  const passedRequired = required.filter((suite) => suite.outcome === "passed");
  if (passedRequired.length === 0) return answer("unproven", 4, "no required suite was run");
  return judgeGreen(facts, required);
}

function judgeGreen(facts: RunFacts, required: readonly SuiteRecord[]): RunJudgement {
  const isDegraded = facts.fallback !== null || facts.plan.mode === "failsafe";
  const missing = required.filter((suite) => suite.outcome !== "passed");
  if (!isDegraded && missing.length > 0) return answer("incomplete", 5, describe(missing));
  if (!isDegraded) {
    const count = required.length === 1 ? "1 suite" : `${required.length} suites`;
    return answer("passed", 0, `${count} ran in the container, proved and passed`);
  }
  const isStrict = facts.plan.failsafePolicy === "strict" || facts.plan.requireContainer;
  const left = facts.notChecked.length;
  const gap = left === 0 ? "" : `; ${left} ${left === 1 ? "thing was" : "things were"} not checked`;
  const why = `the failsafe set passed without a container${gap}`;
  return isStrict
    ? answer("degraded", 6, `${why}; ${explainStrict(facts)}`)
    : answer("degraded", 0, why);
}

function explainStrict({ plan }: RunFacts): string {
  const who = plan.requireContainer ? "--require-container" : 'failsafe.policy "strict"';
  return `${who} asks for more, hence exit 6`;
}

function explainLoss(why: string, isGreen: boolean): string {
  const green = isGreen ? " (what ran in the failsafe passed, which is no proof)" : "";
  return `the container was lost while tests ran: ${why}${green}`;
}

function isRed(outcome: SuiteOutcome): boolean {
  return outcome === "failed" || outcome === "timed-out" || outcome === "crashed";
}

function describe(suites: readonly SuiteRecord[]): string {
  return suites.map((suite) => `${suite.name}: ${suite.why}`).join("; ");
}

function answer(verdict: Verdict, exitCode: number, why: string): RunJudgement {
  return { verdict, exitCode, why };
}
