import type { ReplayOrigin } from "../model/replay.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { Verdict } from "../model/verdict.ts";
import type { RunJudgement } from "./judge_run.ts";

/** What a replay's answer depends on beside the answer of its run. */
export interface ReplayFacts {
  /** Null for a run that is no replay. */
  readonly replay: Pick<ReplayOrigin, "outstanding"> | null;
  readonly suites: readonly Pick<SuiteRecord, "name" | "repeat">[];
}

const GREEN: readonly Verdict[] = ["passed", "flaky", "degraded"];
const NAMED = 3;

/**
 * The answer of a replay: a green run is incomplete while something that failed in the record is
 * outstanding, or while fewer runs were made than asked. It makes no answer better.
 */
export function judgeReplayRun(judged: RunJudgement, facts: ReplayFacts): RunJudgement {
  const { replay, suites } = facts;
  const outstanding = replay?.outstanding ?? [];
  if (!GREEN.includes(judged.verdict)) {
    if (outstanding.length === 0) return judged;
    return { ...judged, why: `${judged.why}; ${countOutstanding(outstanding.length)} besides` };
  }
  const words = [explainShort(suites), explainOutstanding(outstanding)].filter((one) => one !== "");
  const repeated = explainRepeat(suites);
  if (words.length === 0) return { ...judged, why: `${judged.why}${repeated}` };
  const why = `what ran passed${repeated}, but ${words.join("; ")}`;
  return { verdict: "incomplete", exitCode: 5, why };
}

function explainShort(suites: ReplayFacts["suites"]): string {
  return suites.filter(({ repeat }) => repeat !== undefined && repeat.made < repeat.asked)
    .map(({ name, repeat }) =>
      `only ${repeat?.made} of ${repeat?.asked} runs of ${name} were made (${repeat?.stopped})`
    ).join("; ");
}

/** How often a failure did not come back, told by the suite that was run the least. */
function explainRepeat(suites: ReplayFacts["suites"]): string {
  const made = suites.flatMap(({ repeat }) => repeat === undefined ? [] : [repeat.made]);
  if (made.length === 0) return "";
  const least = Math.min(...made);
  return `; not reproduced in ${least === 1 ? "1 run" : `${least} runs`}`;
}

function explainOutstanding(outstanding: ReplayOrigin["outstanding"]): string {
  if (outstanding.length === 0) return "";
  const named = outstanding.slice(0, NAMED)
    .map(({ suite, test, why }) => `${test ?? `suite ${suite}`} (${why})`);
  const more = outstanding.length - named.length;
  const rest = more === 0 ? "" : ` and ${more} more`;
  return `${countOutstanding(outstanding.length)}: ${named.join(", ")}${rest}`;
}

function countOutstanding(count: number): string {
  return count === 1
    ? "1 failure of the record is outstanding"
    : `${count} failures of the record are outstanding`;
}
