import type { SuiteOutcome } from "../model/outcome.ts";
import type { SuiteRepeat } from "../model/repeat.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";

/** What is asked of an execution of a repeated suite. */
export type RepeatedRun = Pick<Execution, "outcome" | "why">;

/** What decides over all that is better, the worst first. */
const WORST: readonly SuiteOutcome[] = [
  "crashed",
  "timed-out",
  "failed",
  "unproven",
  "lost",
  "cancelled",
  "not-run",
];

/**
 * How a suite ended that was run several times: as its worst run did. Only when none of them was
 * worse than passed, it passed; a later pass takes no failure away.
 */
export function judgeRepeat(
  runs: readonly [RepeatedRun, ...RepeatedRun[]],
  repeat: SuiteRepeat,
): Pick<SuiteRecord, "outcome" | "why"> {
  const outcome = WORST.find((worst) => runs.some((run) => run.outcome === worst)) ?? "passed";
  const stopped = repeat.stopped === null
    ? ""
    : `; ${repeat.made} of ${spellRuns(repeat.asked)} were made: ${repeat.stopped}`;
  return { outcome, why: `${explain(outcome, runs, repeat)}${stopped}` };
}

function explain(
  outcome: SuiteOutcome,
  runs: readonly [RepeatedRun, ...RepeatedRun[]],
  repeat: SuiteRepeat,
): string {
  const made = runs.length;
  if (outcome === "passed") return `not reproduced in ${spellRuns(made)}${sayUnsteady(repeat)}`;
  const such = runs.filter((run) => run.outcome === outcome);
  const words = outcome === "failed" ? explainFailed(repeat) : "";
  if (words !== "") return words;
  return `${such.length} of ${spellRuns(made)} ${VERBS[outcome] ?? outcome}: ${such[0]?.why ?? ""}`;
}

const VERBS: Readonly<Partial<Record<SuiteOutcome, string>>> = {
  "timed-out": "timed out",
  unproven: "proved nothing",
  lost: "lost the container",
  cancelled: "were interrupted",
};

/** Tests by their verdict; "" where no test failed and something else did. */
function explainFailed({ verdicts, tests, made }: SuiteRepeat): string {
  const parts = [
    verdicts.always === 0
      ? ""
      : `${spellTests(verdicts.always)} failed in ${made === 1 ? "1 run" : `all of ${made} runs`}`,
    verdicts.sometimes === 0 ? "" : `${spellTests(verdicts.sometimes)} failed sometimes (a flake)`,
  ].filter((part) => part !== "");
  const [first] = tests;
  const only = verdicts.always === 0 && verdicts.sometimes === 1 && first !== undefined;
  if (only) return `1 test failed in ${first.failures} of ${spellRuns(first.runs)} (a flake)`;
  return parts.join("; ");
}

/** What the tool itself tried again until it passed is no failure, and no steady test either. */
function sayUnsteady({ verdicts }: SuiteRepeat): string {
  const { sometimes, always } = verdicts;
  if (sometimes + always === 0) return "";
  return `; ${spellTests(sometimes + always)} failed and did not count (a flake, or in quarantine)`;
}

function spellRuns(count: number): string {
  return count === 1 ? "1 run" : `${count} runs`;
}

function spellTests(count: number): string {
  return count === 1 ? "1 test" : `${count} tests`;
}
