import type { CertifiedRun } from "../classify/judge_certification.ts";
import type { JudgedGate } from "../model/full_verdict.ts";
import type { GateAnswers } from "../model/verdict_input.ts";

/** Kinds of gates whose runs prove what is certified. */
const PROVING: ReadonlySet<string> = new Set(["suite", "evidence-bundle"]);

const UNREAD = { runId: null, commit: null, isDirty: null, quarantined: 0 };

/** The runs that gates about suites and evidence have looked at, with their commits. */
export async function loadCertifiedRuns(
  answers: GateAnswers,
  gates: readonly JudgedGate[],
): Promise<readonly CertifiedRun[]> {
  const proving = gates.filter(({ head }) => PROVING.has(head.kind));
  const given = [...new Set(proving.flatMap(({ runs }) => runs))];
  const asked = given.map((one) => ({ as: "record", given: one }) as const);
  const found = await answers.answer(asked, { startsPrograms: false });
  return found.map((answer, index): CertifiedRun => {
    const word = given[index] ?? "";
    if (answer.is !== "record") return { ...UNREAD, given: word };
    const { runId, environment, files } = answer.record;
    return {
      given: word,
      runId,
      commit: environment?.git_sha ?? null,
      isDirty: environment?.git_dirty ?? null,
      quarantined: files.results?.quarantined ?? 0,
    };
  });
}
