import type { Plan } from "../model/plan.ts";
import type { SuiteChoice } from "./choose_replay.ts";
import { isRed } from "./replay_rules.ts";
import type { SuiteReplayState } from "./replay_states.ts";

/** What is run with what it needs, and which needs are done without. */
export interface WithNeeds {
  /** In no order. */
  readonly choices: readonly SuiteChoice[];
  /** Needs that are met by what passed before, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * A need that passed before is not run again and not waited for; one that did not pass, or is not
 * known, is run whole, so that every chosen suite can start.
 */
export function addNeeds(
  chosen: readonly SuiteChoice[],
  states: readonly SuiteReplayState[],
  current: Plan,
): WithNeeds {
  const choices = new Map(chosen.map((choice) => [choice.suite.name, choice]));
  const notes: string[] = [];
  for (const [name] of choices) {
    const { needs = [] } = current.suites.find((suite) => suite.name === name) ?? {};
    for (const need of needs) {
      const suite = states.find((one) => one.name === need);
      if (choices.has(need) || suite === undefined) continue;
      if (hasPassed(suite)) {
        notes.push(`Suite "${need}", which "${name}" needs, passed before and is not run again`);
      } else {
        const why = `"${name}" needs it, and it is not known to have passed`;
        choices.set(need, { suite, scope: "suite", tests: [], why });
      }
    }
  }
  return { choices: [...choices.values()], notes };
}

function hasPassed({ state, tests }: SuiteReplayState): boolean {
  return state === "passed-before" && !tests.some((one) => isRed("test", one.state));
}
