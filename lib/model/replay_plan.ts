import type { Plan, PlannedSuite } from "./plan.ts";
import type { Outstanding } from "./replay.ts";

/** Tests of a suite whose own commands are told. */
export const SINGLE_TESTS = 20;

/** One test of a replay with the commands that run it alone, for those who want no more than that. */
export interface SingleTest {
  readonly id: string;
  /** Its suite, narrowed to it, or as near to that as its tool can be told. */
  readonly planned: PlannedSuite;
  /** False where its tool cannot select it, so that the commands are those of the whole suite. */
  readonly isSelected: boolean;
}

/** A replay that has something to run. */
export interface RunnableReplay {
  readonly kind: "run";
  readonly plan: Plan;
  /** The first tests of each suite, at most `SINGLE_TESTS` of each. */
  readonly singles: readonly SingleTest[];
}

/** What planning a replay comes to. */
export type ReplayPlan =
  | {
    readonly kind: "nothing";
    readonly why: string;
    /** What failed and cannot or is not to be run; with any, the answer is not 0 but 5. */
    readonly outstanding: readonly Outstanding[];
  }
  | RunnableReplay;
