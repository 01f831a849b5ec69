import { assertEquals } from "@std/assert";
import { type ClosureFacts, judgeClosure } from "../../../lib/classify/judge_closure.ts";
import type { CertificationDossierJson } from "../../../lib/model/certification_dossier_json.ts";
import {
  failingGate,
  regressionDiff,
  sampleIncident,
  sampleVerdict,
  stableDiff,
} from "../../support/sample_incident.ts";

const NOTES = {
  ...{ owner: "ann", detection: "the gate", attribution: "commit d" },
  ...{ mitigation: "turned back", verification: "a new run" },
};
const LATER = "2026-11-20T13:00:00.000Z";
const PASSING = failingGate({ status: "pass" });
const DOSSIER: CertificationDossierJson = {
  schema: "qa.certification_dossier.v1",
  ...{ verdict_id: "v2", project: "shop", overall_verdict: "CERTIFIED", requested: true },
  ...{ reasons: [], generated_at: LATER, commit: null, dirty: false },
  promotion: sampleVerdict().promotion,
  ...{ gates: [], artifacts: [] },
};

/** Everything that is needed to close an incident. */
function facts(changes: Partial<ClosureFacts> = {}): ClosureFacts {
  return {
    incident: sampleIncident({ notes: NOTES }),
    run: { runId: "r2", startedAt: LATER },
    triage: stableDiff({ run_id: "r2" }),
    verdict: sampleVerdict({ verdict_id: "v2", generated_at: LATER, gates: [PASSING] }),
    dossier: null,
    lost: [],
    ...changes,
  };
}

function openOf(changes: Partial<ClosureFacts>): readonly string[] {
  return judgeClosure(facts(changes)).filter(({ status }) => status === "open").map(({ id }) => id);
}

Deno.test("judgeClosure() meets every criterion where a newer run and verdict show the end", () => {
  assertEquals(openOf({}), []);
  assertEquals(judgeClosure(facts()).length, 8);
});

Deno.test("judgeClosure() wants a newer run that was compared and shows no regression", () => {
  const wrong: readonly Partial<ClosureFacts>[] = [
    { run: null },
    { run: { runId: "r1", startedAt: LATER } },
    { run: { runId: "r2", startedAt: null } },
    { run: { runId: "r2", startedAt: "2026-11-20T11:59:00.000Z" } },
    { triage: null },
    { triage: stableDiff({ run_id: "r1" }) },
    { triage: regressionDiff({ run_id: "r2" }) },
    { triage: { ...stableDiff({ run_id: "r2" }), summary: regressionDiff().summary } },
  ];
  for (const one of wrong) assertEquals(openOf(one), ["triage_not_regression"]);
});

Deno.test("judgeClosure() wants a newer, whole and strict verdict that passes", () => {
  const newer = { verdict_id: "v2", generated_at: LATER, gates: [PASSING] };
  const wrong = [
    { ...newer, verdict_id: "v1" },
    { ...newer, generated_at: "2026-11-20T11:00:00.000Z" },
    { ...newer, partial: true },
    { ...newer, mode: "preflight" as const },
    { ...newer, promotion_mode: "rollback" as const },
    { ...newer, gates: [PASSING, failingGate({ id: "other" })] },
    { ...newer, gates: [failingGate({ status: "waived" })] },
    { ...newer, gates: [] },
    { ...newer, verdict: "failed" as const },
  ];
  for (const one of wrong) {
    assertEquals(openOf({ verdict: sampleVerdict(one) }), ["blocking_gates_pass"]);
  }
  assertEquals(openOf({ verdict: null }), ["blocking_gates_pass", "claims_certified"]);
});

Deno.test("judgeClosure() lets a gate that does not block fail, if it did not open the incident", () => {
  const gates = [PASSING, failingGate({ id: "other", blocking: false })];
  const verdict = sampleVerdict({
    verdict_id: "v2",
    generated_at: LATER,
    gates,
    verdict: "passed",
  });
  assertEquals(openOf({ verdict }), []);
});

Deno.test("judgeClosure() wants a certified verdict where claims are declared", () => {
  const gates = [PASSING, failingGate({ id: "claims", kind: "ordered-tiers", status: "pass" })];
  const verdict = sampleVerdict({ verdict_id: "v2", generated_at: LATER, gates });
  assertEquals(openOf({ verdict, dossier: DOSSIER }), []);
  const wrong = [
    null,
    { ...DOSSIER, verdict_id: "v1" },
    { ...DOSSIER, overall_verdict: "NOT_CERTIFIED" as const },
  ];
  for (const dossier of wrong) assertEquals(openOf({ verdict, dossier }), ["claims_certified"]);
});

Deno.test("judgeClosure() wants every phase to be recorded, and every artifact to be there", () => {
  for (const phase of ["detection", "attribution", "mitigation", "verification"] as const) {
    for (const note of [null, " "]) {
      const incident = sampleIncident({ notes: { ...NOTES, [phase]: note } });
      assertEquals(openOf({ incident }), [`${phase}_recorded`]);
    }
  }
  assertEquals(openOf({ incident: sampleIncident({ notes: { ...NOTES, owner: null } }) }), []);
  assertEquals(openOf({ lost: ["summary.json is missing"] }), ["artifacts_attached"]);
});
