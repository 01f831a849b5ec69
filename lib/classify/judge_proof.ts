import type { ExecutionFacts, JudgeContext, Judgement } from "../model/execution_facts.ts";
import type { SuiteOutcome } from "../model/outcome.ts";
import type { ReportSummary } from "../model/run_record.ts";
import type { ExitMeaning } from "../model/runner.ts";

/**
 * Weighs the exit code against the report: green needs exit code 0, a report that was read whole,
 * at least one executed test and no failing one; red needs a failing test and a non-zero exit code.
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
      isTold ? doubt : `exit code ${code}${sayExit(code, context)}; ${doubt}`,
    );
  }
  return judged("passed", "the exit code and the report agree");
}

function countFailed(report: ReportSummary, code: number): string {
  const { failed, executed } = report.counts;
  const cut = report.status === "whole" ? "" : `; the report is ${report.status}`;
  return `${failed} of ${executed} tests failed (exit code ${code}${cut})`;
}

function doubtReport(report: ReportSummary): string | null {
  switch (report.status) {
    case "whole":
      return null;
    case "none":
      return "it has no report, and only a check may go without one";
    case "missing":
      return "there is no report, so nothing proves that a test ran";
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
  if (counts.failed > 0) return `exit code 0, but the report has ${counts.failed} failed`;
  if (code !== 0) return doubtExit(code, context);
  if (counts.total === 0) return "the report is empty: zero tests ran";
  if (counts.executed === 0) return `no test ran: all ${counts.total} were skipped`;
  if (declared !== null && declared.failures > 0) {
    return `the report declares ${declared.failures} failures and shows none`;
  }
  if (declared !== null && declared.tests > counts.total) {
    return `the report declares ${declared.tests} tests and shows ${counts.total}`;
  }
  return null;
}

const MEANINGS: Readonly<Record<ExitMeaning, string>> = {
  "tests-failed": "tests failed",
  "no-tests": "no tests were found",
  "usage": "it was called wrongly",
  "interrupted": "it was interrupted or could not collect",
  "internal-error": "it broke down itself",
};

function sayExit(code: number, { exitCodes, runner }: JudgeContext): string {
  const meaning = exitCodes[code];
  return meaning ? ` (${runner}: ${MEANINGS[meaning]})` : "";
}

function doubtExit(code: number, context: JudgeContext): string {
  const said = sayExit(code, context);
  const { total } = context.report.counts;
  return total === 0
    ? `exit code ${code}${said}, and no test in the report`
    : `exit code ${code}${said}, but none of the ${total} tests in the report failed`;
}

function judged(outcome: SuiteOutcome, why: string): Judgement {
  return { outcome, why, findings: [], fallback: null };
}
