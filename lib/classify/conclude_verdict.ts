import type { JudgedGate, VerdictMode } from "../model/full_verdict.ts";
import type { Promotion } from "../model/verdict_input.ts";

/** The answer over all gates. */
export interface VerdictAnswer {
  readonly verdict: "passed" | "failed";
  readonly exitCode: 0 | 1;
  /** One sentence. */
  readonly why: string;
}

/** What an answer is drawn from. */
export interface VerdictFacts {
  readonly mode: VerdictMode;
  readonly gates: readonly JudgedGate[];
  readonly promotion: Promotion;
}

/** Failed where a gate fails that decides; a certification is decided by every gate. */
export function concludeVerdict({ mode, gates, promotion }: VerdictFacts): VerdictAnswer {
  const failing = gates.filter(({ status }) => status === "fail");
  const deciding = failing.filter(({ decides }) => decides || mode === "certify");
  const isPassed = deciding.length === 0;
  return {
    verdict: isPassed ? "passed" : "failed",
    exitCode: isPassed ? 0 : 1,
    why: isPassed
      ? sayPassed(gates, failing, promotion)
      : sayFailed(gates, { failing, deciding, mode }),
  };
}

function sayPassed(
  gates: readonly JudgedGate[],
  failing: readonly JudgedGate[],
  { mode, expires }: Promotion,
): string {
  const waived = gates.filter(({ status }) => status === "waived").length;
  const passed = gates.length - waived - failing.length;
  const demoted = failing.filter(({ head }) => head.blocking).length;
  const optional = failing.length - demoted;
  const until = mode === "rollback" ? ` (rollback until ${expires})` : "";
  return [
    sayPassing(passed, gates.length),
    ...waived === 0 ? [] : [`${waived} ${waived === 1 ? "is" : "are"} waived`],
    ...demoted === 0
      ? []
      : [`${demoted} ${fails(demoted)} and ${does(demoted)} not decide${until}`],
    ...optional === 0 ? [] : [`${optional} that ${does(optional)} not block ${fails(optional)}`],
  ].join(", ");
}

function sayPassing(passed: number, all: number): string {
  if (passed === all) return all === 1 ? "the one gate passes" : `all ${all} gates pass`;
  return passed === 1 ? "1 gate passes" : `${passed} gates pass`;
}

interface Failing {
  readonly failing: readonly JudgedGate[];
  readonly deciding: readonly JudgedGate[];
  readonly mode: VerdictMode;
}

function sayFailed(
  gates: readonly JudgedGate[],
  { failing, deciding, mode }: Failing,
): string {
  const names = deciding.slice(0, 5).map(({ head }) => head.id).join(", ");
  const more = deciding.length > 5 ? `, and ${deciding.length - 5} more` : "";
  const others = failing.length - deciding.length;
  const left = gates.filter(({ status }) => status === "not-judged").length;
  return [
    `${deciding.length} of ${count(gates.length, "gate")} ${
      fails(deciding.length)
    }: ${names}${more}`,
    ...others === 0 ? [] : [`${others} more ${fails(others)} and ${does(others)} not decide`],
    ...mode === "preflight" && left > 0
      ? [`${left} ${left === 1 ? "was" : "were"} not judged`]
      : [],
  ].join("; ");
}

function count(many: number, word: string): string {
  return `${many} ${word}${many === 1 ? "" : "s"}`;
}

function fails(many: number): string {
  return many === 1 ? "fails" : "fail";
}

function does(many: number): string {
  return many === 1 ? "does" : "do";
}
