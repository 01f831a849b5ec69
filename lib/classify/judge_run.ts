import type { SuiteOutcome } from "../model/outcome.ts";
import type { NotChecked, SuiteRecord } from "../model/run_record.ts";
import type { Plan } from "../model/plan.ts";
import { NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts } from "../model/test_result.ts";
import type { Fallback, Verdict } from "../model/verdict.ts";

/** What the verdict of a run is drawn from. */
export interface RunFacts {
  readonly plan: Plan;
  readonly suites: readonly SuiteRecord[];
  readonly fallback: Fallback | null;
  readonly notChecked: readonly NotChecked[];
  /** The signal that interrupted the run, or null. */
  readonly interruptedBy: "SIGINT" | "SIGTERM" | null;
  /** The deadline of the whole run passed before its suites were over. */
  readonly deadlinePassed: boolean;
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
  const { shard } = facts.plan;
  // One of which nothing is known, because a listing failed, has no parts in any shard.
  const isDealt = shard !== undefined && shard.parts_total > 0;
  if (isDealt && shard.parts === 0) {
    return answer("passed", 0, "nothing of the plan was dealt to this shard");
  }
  const required = suites.filter((suite) => suite.required);
  const red = required.filter((suite) => isRed(suite.outcome));
  if (red.length > 0) return answer("failed", 1, describe(red));
  const unproven = required.filter((suite) => suite.outcome === "unproven");
  if (unproven.length > 0) return answer("unproven", 4, describe(unproven));
  const lost = suites.flatMap((suite) => suite.executions)
    .find((run) => run.outcome === "lost" && mayBeCaused(run.fallback));
  const passed = suites.filter((suite) => suite.outcome === "passed");
  if (lost) return answer("infra", 3, explainLoss(lost.why, passed.length > 0));
  const late = required.filter((suite) => suite.outcome === "not-run");
  if (facts.deadlinePassed && late.length > 0) return answer("incomplete", 5, describe(late));
  if (fallback && passed.length === 0) {
    const why = `no container could be used (${fallback.reason}), and no suite can run without one`;
    return answer("infra", 3, why);
  }
  // What decides runs in other shards, and all that ran here is told.
  if (isDealt && required.length === 0) {
    return answer("passed", 0, "no suite that decides was dealt to this shard");
  }
  const passedRequired = required.filter((suite) => suite.outcome === "passed");
  if (passedRequired.length === 0) return answer("unproven", 4, "no required suite was run");
  return judgeGreen(facts, required);
}

/** A loss that a test could have made itself, to be judged by the smaller set. */
function mayBeCaused(loss: Fallback | null): boolean {
  return loss?.at !== "preflight" && !loss?.isOutside;
}

function judgeGreen(facts: RunFacts, required: readonly SuiteRecord[]): RunJudgement {
  const isDegraded = facts.fallback !== null || facts.plan.mode === "failsafe";
  const missing = required.filter((suite) => suite.outcome !== "passed");
  if (!isDegraded && missing.length > 0) return answer("incomplete", 5, describe(missing));
  const excused = explainExcused(required);
  const flaky = explainFlaky(required);
  if (!isDegraded && flaky !== null) return judgeFlaky(facts.plan, flaky + excused);
  if (!isDegraded) {
    const count = required.length === 1 ? "1 suite" : `${required.length} suites`;
    return answer("passed", 0, `${count} ran in the container, proved and passed${excused}`);
  }
  const isStrict = facts.plan.failsafePolicy === "strict" || facts.plan.requireContainer;
  const left = facts.notChecked.length;
  const gap = left === 0 ? "" : `; ${left} ${left === 1 ? "thing was" : "things were"} not checked`;
  const unsteady = flaky === null ? "" : `; ${flaky}`;
  const why = `the failsafe set passed without a container${gap}${unsteady}${excused}`;
  if (isStrict) return answer("degraded", 6, `${why}; ${explainStrict(facts)}`);
  return flaky !== null && facts.plan.failOnFlaky
    ? judgeFlaky(facts.plan, why)
    : answer("degraded", 0, why);
}

function judgeFlaky({ failOnFlaky }: Plan, why: string): RunJudgement {
  return failOnFlaky
    ? answer("flaky", 7, `${why}; fail-on-flaky asks for more, hence exit 7`)
    : answer("flaky", 0, why);
}

/** Which suites passed only because tests were tried again, by us or by the tool itself; or null. */
function explainFlaky(suites: readonly SuiteRecord[]): string | null {
  const told = suites.map((suite) => ({ name: suite.name, flaky: countsOf(suite).flaky }))
    .filter(({ flaky }) => flaky > 0);
  if (told.length === 0) return null;
  const words = told.map(({ name, flaky }) =>
    `${name}: ${flaky} ${flaky === 1 ? "test" : "tests"}`
  );
  return `passed only when tried again: ${words.join(", ")}`;
}

/** Every suite here passed, so the last execution in it did, unless attempts were merged. */
function countsOf({ merged, executions }: SuiteRecord): TestCounts {
  return (merged ?? executions.at(-1)?.report)?.counts ?? NO_TESTS;
}

/** How many failures are excused, for the end of a sentence; "" for none. */
function explainExcused(suites: readonly SuiteRecord[]): string {
  const excused = suites.reduce((sum, suite) => sum + countsOf(suite).quarantined, 0);
  const count = excused === 1 ? "1 failure is" : `${excused} failures are`;
  return excused === 0 ? "" : `; ${count} in quarantine`;
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
