import type { ExecutionFacts, JudgeContext, Judgement } from "../model/execution_facts.ts";
import type { SuiteOutcome } from "../model/outcome.ts";
import type { ReportSummary } from "../model/run_record.ts";
import type { ExitMeaning } from "../model/runner.ts";

/**
 * Weighs the exit code against the report: green needs exit code 0 (or the red one of failures that
 * are all in quarantine), a report that was read whole, at least one executed test and no other failing
 * one; red needs a failing test and a non-zero exit code.
 * Everything between is `unproven`, with both accounts in the reason.
 */
export function judgeProof(facts: ExecutionFacts, context: JudgeContext): Judgement {
  const code = facts.exitCode;
  if (code === null) return judged("unproven", "its exit code is not known");
  if (!context.needsReport) {
    return code === 0
      ? judged("passed", "exit code 0 (a check: judged by its exit code alone)")
      : judged("failed", `exit code ${code}`);
  }
  const { failed } = context.report.counts;
  if (code !== 0 && failed > 0) return judged("failed", countFailed(context.report, code));
  const doubt = doubtReport(context.report) ?? doubtAgreement(context.report, code, context);
  if (doubt !== null) {
    const isTold = code === 0 || doubt.includes(`exit code ${code}`);
    return judged(
      "unproven",
      isTold ? doubt : `exit code ${code}${sayUnseen(code, context)}; ${doubt}`,
    );
  }
  const { quarantined } = context.report.counts;
  const excused = quarantined === 0 ? "" : ` (failed and in quarantine: ${quarantined})`;
  return judged("passed", `the exit code and the report agree${excused}`);
}

/** A red exit code is what failing tests ask for, also where all of them are in quarantine. */
function isExcused(code: number, { report, exitCodes }: JudgeContext): boolean {
  const meaning = exitCodes[code] ?? "tests-failed";
  return report.counts.quarantined > 0 && meaning === "tests-failed";
}

function countFailed(report: ReportSummary, code: number): string {
  const { failed, executed } = report.counts;
  const cut = report.status === "whole" ? "" : `; the report is ${report.status}`;
  const left = countDue(report) - executed;
  const more = left > 0 ? `; ${left} more were planned and did not run` : "";
  return `${failed} of ${executed} tests failed (exit code ${code}${cut})${more}`;
}

function doubtReport(report: ReportSummary): string | null {
  switch (report.status) {
    case "whole":
      return null;
    case "none":
      return "it has no report, and only a check may go without one";
    case "missing":
      return `${report.problems[0] ?? "there is no report"}, so nothing proves that a test ran`;
    case "stale":
      return "the report is older than this run";
    case "empty":
      return report.problems[0] ?? "the report is an empty file";
    case "refused":
      return report.problems[0] ?? "the report was refused";
    case "truncated":
    case "malformed":
      return `the report is ${report.status}: ${report.problems[0] ?? "it ends early"}`;
  }
}

function doubtAgreement(
  report: ReportSummary,
  code: number,
  context: JudgeContext,
): string | null {
  const { counts, declared } = report;
  const failing = counts.failed + counts.quarantined;
  if (code === 0 && failing > 0) return `exit code 0, but the report has ${failing} failed`;
  if (code !== 0 && !isExcused(code, context)) return doubtExit(code, context);
  if (counts.total === 0) return "the report is empty: zero tests ran";
  if (counts.executed === 0 && context.isPart !== true) {
    return `no test ran: all ${counts.total} were skipped`;
  }
  if (declared !== null && declared.failures > failing) {
    return `the report declares ${declared.failures} failures and shows ${failing || "none"}`;
  }
  if (declared !== null && countDue(report) > counts.executed) {
    return `the report declares ${declared.tests} tests and shows ${counts.total}`;
  }
  return null;
}

/**
 * How many tests should have run by what the report declares; 0 where it declares nothing. Some tools
 * count the skipped ones and do not show them.
 */
export function countDue({ declared, counts }: Pick<ReportSummary, "declared" | "counts">): number {
  return declared === null ? 0 : declared.tests - Math.max(declared.skipped, counts.skipped);
}

const MEANINGS: Readonly<Record<ExitMeaning, string>> = {
  "tests-failed": "tests failed",
  "no-tests": "no tests were found",
  "usage": "it was called wrongly, or its configuration could not be loaded",
  "interrupted": "it was interrupted or could not collect",
  "internal-error": "it broke down itself",
};

function sayExit(code: number, { exitCodes, runner }: JudgeContext): string {
  const meaning = exitCodes[code];
  return meaning ? ` (${runner}: ${MEANINGS[meaning]})` : "";
}

/** Without a report nobody knows that it was tests that failed: a step before them may have. */
function sayUnseen(code: number, context: JudgeContext): string {
  const isGuess = context.report.counts.total === 0 && context.exitCodes[code] === "tests-failed";
  return isGuess ? "" : sayExit(code, context);
}

function doubtExit(code: number, context: JudgeContext): string {
  const said = sayExit(code, context);
  const { total, quarantined } = context.report.counts;
  if (total === 0) return `exit code ${code}${said}, and no test in the report`;
  if (quarantined > 0) {
    return `exit code ${code}${said}, which failures in quarantine (${quarantined}) do not explain`;
  }
  return `exit code ${code}${said}, but none of the ${total} tests in the report failed`;
}

function judged(outcome: SuiteOutcome, why: string): Judgement {
  return { outcome, why, findings: [], fallback: null };
}
