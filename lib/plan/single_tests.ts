import type { Plan } from "../model/plan.ts";
import { SINGLE_TESTS, type SingleTest } from "../model/replay_plan.ts";
import type { ReplayRequest } from "../model/replay.ts";
import type { RunnerRow } from "../model/runner.ts";
import type { SuiteChoice } from "./choose_replay.ts";
import { spellReplayed } from "./spell_replayed.ts";

/** The first tests of each replayed suite, each with its suite's commands narrowed to it alone. */
export function singleTests(
  current: Plan,
  replay: Plan,
  { choices, request, runners }: {
    readonly choices: readonly SuiteChoice[];
    readonly request: ReplayRequest;
    readonly runners: readonly RunnerRow[];
  },
): readonly SingleTest[] {
  return replay.suites.flatMap((ready) => {
    const whole = current.suites.find(({ name }) => name === ready.name);
    const choice = choices.find(({ suite }) => suite.name === ready.name);
    if (whole === undefined || choice === undefined) return [];
    return choice.tests.slice(0, SINGLE_TESTS).map((test) => {
      const alone: SuiteChoice = { ...choice, scope: "tests", tests: [test] };
      const spelled = spellReplayed(whole, alone, { request, runners, mode: replay.mode });
      const { full, failsafe } = spelled.planned;
      return {
        id: test.id,
        planned: { ...ready, full, failsafe },
        isSelected: spelled.replayed.scope === "tests",
      };
    });
  });
}
