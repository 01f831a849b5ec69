import { assertEquals } from "@std/assert";
import {
  CERTIFICATION_CODES,
  type CertificationInput,
  judgeCertification,
} from "../../../lib/classify/judge_certification.ts";
import { judgedGate } from "../../support/judged_gate.ts";

const RUN = { given: "latest", runId: "r1", commit: "c1", isDirty: false, quarantined: 0 };
const CLEAN: CertificationInput = {
  commit: "c1",
  isDirty: false,
  promotion: { mode: "strict", rationale: null, expires: null, from: "default" },
  gates: [judgedGate("tests"), judgedGate("files", { kind: "evidence-bundle" })],
  runs: [RUN],
  isPartial: false,
  areDeclared: true,
};

function codes(changes: Partial<CertificationInput>): readonly string[] {
  const faults = judgeCertification({ ...CLEAN, ...changes });
  for (const { code } of faults) assertEquals(Object.hasOwn(CERTIFICATION_CODES, code), true, code);
  return faults.map(({ code }) => code);
}

Deno.test("judgeCertification() has nothing against a clean tree with proof of this commit", () => {
  assertEquals(codes({}), []);
});

Deno.test("judgeCertification() names each thing that speaks against it", () => {
  assertEquals(codes({ isDirty: true }), ["dirty_tree"]);
  assertEquals(codes({ commit: null }), ["unknown_commit", "record_of_another_commit"]);
  assertEquals(codes({ isPartial: true }), ["gates_left_out"]);
  assertEquals(codes({ areDeclared: false }), ["gates_not_declared"]);
  assertEquals(codes({ gates: [] }), ["no_suite_gate", "no_evidence_gate"]);
  assertEquals(codes({ gates: [...CLEAN.gates, judgedGate("x", { waivers: ["waivers[0]"] })] }), [
    "waiver_used",
  ]);
  assertEquals(codes({ promotion: { ...CLEAN.promotion, mode: "rollback" } }), ["rollback_active"]);
});

Deno.test("judgeCertification() wants the runs to be of this commit and of a clean tree", () => {
  assertEquals(codes({ runs: [{ ...RUN, commit: "c2" }] }), ["record_of_another_commit"]);
  assertEquals(codes({ runs: [{ ...RUN, commit: null }] }), ["record_of_another_commit"]);
  assertEquals(codes({ runs: [{ ...RUN, isDirty: true }] }), ["record_of_a_dirty_tree"]);
  assertEquals(codes({ runs: [{ ...RUN, isDirty: null }] }), ["record_of_a_dirty_tree"]);
  assertEquals(codes({ runs: [{ ...RUN, runId: null }] }), ["unread_record"]);
  assertEquals(codes({ runs: [{ ...RUN, quarantined: 1 }] }), ["quarantine_used"]);
});
