import type { GateFault } from "../model/gate.ts";
import type { JudgedGate } from "../model/full_verdict.ts";
import type { Promotion } from "../model/verdict_input.ts";

/** What each fault of a certification asks for. */
export const CERTIFICATION_CODES: Readonly<Record<string, string>> = {
  unknown_commit: "Certify in a git work tree that has a commit.",
  dirty_tree: "Commit or remove what is changed, run the gate again, then certify.",
  waiver_used: "Mend what the waiver excuses: a certification takes none.",
  quarantine_used: "Mend the tests that the quarantine excuses: a certification takes no excuse.",
  rollback_active:
    "Go back to strict: take QA_PROMOTION_MODE, the flag or the section promotion away.",
  no_suite_gate: "Declare a gate of the kind suite: without one nothing shows that tests ran.",
  no_evidence_gate:
    "Declare a gate of the kind evidence-bundle: without one nothing shows that the files of the run are whole.",
  unread_record: "Run the gate at this commit, then certify.",
  record_of_another_commit: "Run the gate at this commit, then certify.",
  record_of_a_dirty_tree: "Run the gate on a clean tree, then certify.",
  gates_left_out: "Certify with all gates: without --gate.",
  gates_not_declared: "Declare in gates[] of qa.jsonc what must be true of a certified state.",
};

/** The run that a gate has looked at, as far as a certification needs it; null where it could not be read. */
export interface CertifiedRun {
  readonly given: string;
  readonly runId: string | null;
  readonly commit: string | null;
  readonly isDirty: boolean | null;
  /** Failures in it that the quarantine excuses. */
  readonly quarantined: number;
}

/** What a certification is judged from, beside the gates themselves. */
export interface CertificationInput {
  readonly commit: string | null;
  readonly isDirty: boolean | null;
  readonly promotion: Promotion;
  readonly gates: readonly JudgedGate[];
  readonly runs: readonly CertifiedRun[];
  readonly isPartial: boolean;
  readonly areDeclared: boolean;
}

/** Everything that speaks against certifying this state, beside gates that fail. */
export function judgeCertification(input: CertificationInput): readonly GateFault[] {
  const { commit, isDirty, promotion, gates, isPartial, areDeclared } = input;
  const kinds = new Set(gates.map(({ head }) => head.kind));
  const found: (GateFault | null)[] = [
    when(commit === null, "unknown_commit", "tree", "the commit of the work tree is not known"),
    when(
      isDirty === true,
      "dirty_tree",
      "tree",
      "the work tree has changes that are not committed",
    ),
    when(
      promotion.mode === "rollback",
      "rollback_active",
      "promotion",
      `the promotion mode is rollback (${promotion.from})`,
    ),
    when(isPartial, "gates_left_out", "gates", "only some of the gates were judged"),
    when(
      !areDeclared,
      "gates_not_declared",
      "gates",
      "no gate is declared: nothing says what is required",
    ),
    when(!kinds.has("suite"), "no_suite_gate", "gates", "no gate of the kind suite was judged"),
    when(
      !kinds.has("evidence-bundle"),
      "no_evidence_gate",
      "gates",
      "no gate of the kind evidence-bundle was judged",
    ),
    ...gates.map(({ head, waivers }) =>
      when(
        waivers.length > 0,
        "waiver_used",
        head.id,
        `${head.id} is excused by ${waivers.join(", ")}`,
      )
    ),
    ...input.runs.map((run) => judgeRun(run, commit)),
    ...input.runs.map(({ given, quarantined }) =>
      when(
        quarantined > 0,
        "quarantine_used",
        given,
        `the quarantine excuses ${quarantined} ${
          quarantined === 1 ? "failure" : "failures"
        } of the run ${given}`,
      )
    ),
  ];
  return found.filter((one) => one !== null);
}

function judgeRun({ given, runId, ...run }: CertifiedRun, commit: string | null): GateFault | null {
  if (runId === null) {
    return when(true, "unread_record", given, `the record of ${given} cannot be read`);
  }
  const name = given === runId ? runId : `${given} (${runId})`;
  if (run.commit !== commit || commit === null) {
    const of = run.commit === null ? "a commit that is not known" : run.commit.slice(0, 12);
    return when(true, "record_of_another_commit", given, `the run ${name} is of ${of}`);
  }
  return when(
    run.isDirty !== false,
    "record_of_a_dirty_tree",
    given,
    `the run ${name} was made of a tree with changes`,
  );
}

function when(isSo: boolean, code: string, subject: string, message: string): GateFault | null {
  return isSo ? { code, subject, message, place: null } : null;
}
