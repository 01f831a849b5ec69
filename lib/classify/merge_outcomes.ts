import type { SuiteOutcome } from "../model/outcome.ts";
import type { TestCounts } from "../model/test_result.ts";

/** What one run says of a suite. */
export interface SuiteAnswer {
  readonly outcome: SuiteOutcome;
  readonly why: string;
  /** Failing tests in its own lines. */
  readonly failed: number;
  /** False where it ran only some of the suite's tests. */
  readonly isWhole: boolean;
}

/** The outcome of a suite over several runs, and one sentence why. */
export interface MergedOutcome {
  readonly outcome: SuiteOutcome;
  readonly why: string;
}

/** What weighs more when parts of one suite ended differently. */
const WORST: readonly SuiteOutcome[] = [
  "failed",
  "crashed",
  "timed-out",
  "unproven",
  "lost",
  "cancelled",
  "not-run",
];

/** The outcome of a suite of which every shard ran a part: the worst of them. */
export function worstOutcome(
  answers: readonly (SuiteAnswer & { readonly shard: number })[],
  { executed, passed }: Pick<TestCounts, "executed" | "passed">,
): MergedOutcome {
  const outcome = WORST.find((one) => answers.some((answer) => answer.outcome === one));
  if (outcome === undefined) {
    const shards = answers.length === 1 ? "1 shard" : `${answers.length} shards`;
    const tests = executed === 0 ? "" : `${passed} of ${executed} tests passed `;
    return { outcome: "passed", why: `${tests}in ${shards}` };
  }
  const bad = answers.filter((answer) => answer.outcome === outcome);
  const words = bad.slice(0, 3).map(({ shard, why }) => `shard ${shard}: ${why}`);
  const more = bad.length > 3 ? `; and ${bad.length - 3} more shards` : "";
  return { outcome, why: `${words.join("; ")}${more}` };
}

/**
 * The outcome of a suite that was run again, from its answers with the oldest first and the counts of
 * its tests together. The last answer counts; but what ended in another way than by its tests (a crash,
 * a deadline, no proof) is only made good by a later run of the whole suite.
 */
export function lastOutcome(
  answers: readonly [SuiteAnswer, ...SuiteAnswer[]],
  counts: Pick<TestCounts, "failed" | "executed">,
): MergedOutcome {
  const told = answers.filter(({ outcome }) => outcome !== "not-run" && outcome !== "cancelled");
  const last = told.at(-1) ?? answers[0];
  if (last.outcome !== "passed" && last.outcome !== "failed") return last;
  if (counts.failed > 0) {
    return {
      outcome: "failed",
      why: `${counts.failed} of ${counts.executed} tests failed, each by its last answer`,
    };
  }
  if (last.outcome === "failed") return last;
  const since = told.slice(told.findLastIndex(({ isWhole }) => isWhole));
  const open = since.find((one) => !isByTests(one));
  if (open !== undefined) {
    return { outcome: open.outcome, why: `${open.why}; later only some of its tests were run` };
  }
  const again = told.length === 1 ? "" : `, in the last of ${told.length} runs`;
  return { outcome: "passed", why: told.length === 1 ? last.why : `all tests passed${again}` };
}

/** True for an answer that its tests alone explain. */
function isByTests({ outcome, failed }: SuiteAnswer): boolean {
  return outcome === "passed" || (outcome === "failed" && failed > 0);
}
