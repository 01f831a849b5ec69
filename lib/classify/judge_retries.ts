import { countDue } from "./judge_proof.ts";
import type { Judgement } from "../model/execution_facts.ts";
import type { Execution, MergedAttempts } from "../model/run_record.ts";
import type { ExitMeaning } from "../model/runner.ts";
import type { TestRecord } from "../model/test_result.ts";

/** What bounds the attempts of a suite. */
export interface RetryLimits {
  readonly maxRerunFailures: number;
  /** Meanings of the runner's exit codes. */
  readonly exitCodes: Readonly<Record<number, ExitMeaning>>;
}

/** What an execution that was just judged says about another attempt. */
export type Tried = Pick<Execution, "outcome" | "exitCode" | "report" | "failures">;

/**
 * Why a suite is not tried again after this execution, or null when it is. Only failing tests are
 * tried again, and only where all of them are known: never a crash, a timeout, a missing proof or
 * an error before the tests, which another attempt would only hide.
 */
export function judgeRetry(
  tried: Tried,
  failing: readonly TestRecord[],
  { maxRerunFailures, exitCodes }: RetryLimits,
): string | null {
  if (tried.outcome !== "failed") return `${SUBJECTS[tried.outcome] ?? "this"} is not tried again`;
  const failed = Math.max(tried.report.counts.failed, failing.length);
  if (failed === 0) return "only tests are tried again, and it tells of none";
  if (failed > maxRerunFailures) {
    return `${failed} tests failed, and more than ${maxRerunFailures} are not tried again`;
  }
  const meaning = exitCodes[tried.exitCode ?? 0] ?? "tests-failed";
  if (meaning !== "tests-failed") {
    return `exit code ${tried.exitCode} tells of more than failed tests (${MEANINGS[meaning]})`;
  }
  return doubtReport(tried) ?? doubtTests(failing);
}

const SUBJECTS: Readonly<Partial<Record<Execution["outcome"], string>>> = {
  "timed-out": "a timeout",
  crashed: "a crash",
  unproven: "what is not proved",
  lost: "a lost container",
  cancelled: "an interrupted suite",
};

const MEANINGS: Readonly<Record<Exclude<ExitMeaning, "tests-failed">, string>> = {
  "no-tests": "no tests were found",
  "usage": "it was called wrongly, or its configuration could not be loaded",
  "interrupted": "it was interrupted or could not collect",
  "internal-error": "it broke down itself",
};

/** A report that does not tell all tests may hide one that failed. */
function doubtReport({ report: { status, declared, counts } }: Tried): string | null {
  if (status !== "whole") return `its report is ${status}, so a failed test may be missing in it`;
  if (declared !== null && countDue({ declared, counts }) > counts.executed) {
    return `its report declares ${declared.tests} tests and shows ${counts.total}`;
  }
  const failing = counts.failed + counts.quarantined;
  if (declared !== null && declared.failures > failing) {
    return `its report declares ${declared.failures} failures and shows ${failing}`;
  }
  return null;
}

/** How readers name what failed outside of any test: a file, a package, the whole run. */
const NO_TEST = /^(\(file\)|\(outside of every test\)|\[(package|build failed|setup failed)\])$/;
/** How tools head what could not even be loaded. */
const LOAD_ERROR =
  /^(collection failure|(test )?suite failed to run|failed to (load|compile|collect)|build failed)/i;

function doubtTests(failing: readonly TestRecord[]): string | null {
  const crashed = failing.find(({ outcome }) => outcome === "crashed");
  if (crashed !== undefined) return `${crashed.id} crashed, and a crash is not tried again`;
  const unloaded = failing.find(({ outcome, name, message }) =>
    NO_TEST.test(name) || (outcome === "error" && LOAD_ERROR.test(message))
  );
  return unloaded === undefined ? null : `${unloaded.id} failed outside of a test`;
}

/** True for a further attempt whose answer counts: proved to its end, and no mass failure of its own. */
export function isBelieved(
  { outcome, report }: Tried,
  { maxRerunFailures }: Pick<RetryLimits, "maxRerunFailures">,
): boolean {
  const hasAnswer = outcome === "passed" || outcome === "failed";
  return hasAnswer && report.status === "whole" && report.counts.failed <= maxRerunFailures;
}

/** How a suite ended whose attempts were merged: green only when no test of any of them is left failing. */
export function judgeAttempts(
  { counts, attempts }: MergedAttempts,
): Pick<Judgement, "outcome" | "why"> {
  const { failed, flaky, executed } = counts;
  const again = flaky === 0 ? "" : `${flaky} of ${executed} tests passed only when tried again`;
  if (failed === 0) return { outcome: "passed", why: `${again} (${attempts} attempts)` };
  const left = `${failed} of ${executed} tests failed (${attempts} attempts)`;
  return { outcome: "failed", why: again === "" ? left : `${left}; ${again}` };
}
