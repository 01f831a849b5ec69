import type { Outstanding, RecordedTest, ReplayRequest } from "../model/replay.ts";
import type { Asked } from "./find_asked.ts";
import type { TestReplayState } from "./fold_states.ts";
import { type Asking, judgeReplay } from "./replay_rules.ts";
import type { SuiteReplayState } from "./replay_states.ts";

/** What is run of one suite. */
export interface SuiteChoice {
  readonly suite: SuiteReplayState;
  readonly scope: "tests" | "suite";
  /** The tests that are asked for; also those known where the whole suite is run. */
  readonly tests: readonly RecordedTest[];
  readonly why: string;
}

/** What is run of a suite, or null for nothing of it, and what stays to be done. */
export interface SuiteDecision {
  readonly choice: SuiteChoice | null;
  readonly outstanding: readonly Outstanding[];
}

/** Puts one suite and its tests through the decision table. */
export function chooseReplay(
  suite: SuiteReplayState,
  request: ReplayRequest,
  asked: Asked,
): SuiteDecision {
  const asking = askingOf(suite, request, asked);
  const whole = judgeReplay("suite", suite.state, asking);
  const judged = suite.tests.map((one) => {
    const isNamed = asking !== "test" || asked.tests.has(one.test.id);
    return { ...one, ...judgeReplay("test", one.state, isNamed ? asking : "no") };
  });
  const tests = judged.filter(({ rerun }) => rerun).map(({ test }) => test);
  if (whole.rerun && (suite.isWhole || tests.length === 0)) {
    return {
      choice: { suite, scope: "suite", tests, why: sayWhole(suite, whole.why) },
      outstanding: [],
    };
  }
  const outstanding = [
    ...whole.isOutstanding && isOpen(suite) ? [sayOutstanding(suite, null, whole.why)] : [],
    ...judged.filter(({ isOutstanding }) => isOutstanding)
      .map((one) => sayOutstanding(suite, one, one.why)),
  ];
  if (tests.length === 0) return { choice: null, outstanding };
  const why = asking === "test" ? "asked for by name" : sayTests(judged, tests.length);
  return { choice: { suite, scope: "tests", tests, why }, outstanding };
}

function askingOf(
  { name, kind, tests }: SuiteReplayState,
  { gatesOnly }: ReplayRequest,
  asked: Asked,
): Asking {
  if (asked.tests.size > 0) {
    return tests.some(({ test }) => asked.tests.has(test.id)) ? "test" : "no";
  }
  if (asked.suites.size > 0 && !asked.suites.has(name)) return "no";
  if (gatesOnly) return kind === "check" ? "gates" : "no";
  return asked.suites.size > 0 ? "suite" : "all";
}

/** True where the suite itself stays to be done, beyond those of its tests that are named. */
function isOpen({ isWhole, tests }: SuiteReplayState): boolean {
  return isWhole || !tests.some(({ state }) => judgeReplay("test", state, "no").isOutstanding);
}

function sayWhole({ state, formerName, unnamed, tests, was }: SuiteReplayState, why: string) {
  if (state === "renamed") return `${why}, "${formerName ?? ""}"`;
  if (state === "passed-before") return "passed, and is asked for by name";
  if (was === "failed" && unnamed > 0) return `failed, and ${unnamed} of its tests are not named`;
  if (was === "failed" && tests.length > 0) return "failed, and not by tests that would be run";
  return why;
}

function sayTests(judged: readonly TestReplayState[], count: number): string {
  const stale = judged.filter(({ isStale }) => isStale).length;
  const words = count === 1 ? "1 test did not pass" : `${count} tests did not pass`;
  if (stale === 0) return words;
  return `${words}; the newest record does not name ${stale} of them, so the one before counts`;
}

function sayOutstanding(
  { name, state }: SuiteReplayState,
  one: TestReplayState | null,
  why: string,
): Outstanding {
  const told = one?.state ?? state;
  const words = told === "removed" ? why : `${why}, and is not part of what is asked for`;
  return { suite: name, test: one?.test.id ?? null, state: told, why: words };
}
