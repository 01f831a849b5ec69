import { assert, assertEquals } from "@std/assert";
import {
  failingGates,
  type IncidentFacts,
  judgeIncident,
  RELEASE_BRANCHES,
  respondBy,
} from "../../../lib/classify/judge_incident.ts";
import {
  failingGate,
  regressionDiff,
  sampleVerdict,
  stableDiff,
} from "../../support/sample_incident.ts";

const MAIN = { name: "main", from: "git", isPull: false };

function facts(changes: Partial<IncidentFacts> = {}): IncidentFacts {
  return {
    triage: stableDiff(),
    verdict: sampleVerdict(),
    unreadable: [],
    branch: MAIN,
    releaseBranches: RELEASE_BRANCHES,
    ...changes,
  };
}

const severityOf = (changes: Partial<IncidentFacts>) => judgeIncident(facts(changes))?.severity;

Deno.test("judgeIncident() sees none where nothing regressed and every blocking gate passes", () => {
  assertEquals(judgeIncident(facts()), null);
  assertEquals(judgeIncident(facts({ triage: null })), null);
  const shown = sampleVerdict({ gates: [failingGate({ blocking: false })] });
  assertEquals(judgeIncident(facts({ verdict: shown })), null);
});

Deno.test("judgeIncident() is SEV-1 for a regression on a branch that releases are made from", () => {
  const triage = regressionDiff();
  for (const name of ["main", "master", "release/1.2", "release-1"]) {
    assertEquals(severityOf({ triage, branch: { ...MAIN, name } }), "SEV-1", name);
  }
});

Deno.test("judgeIncident() takes a branch that nobody names for one that releases are made from", () => {
  const branch = { name: null, from: "nobody", isPull: false };
  const judged = judgeIncident(facts({ triage: regressionDiff(), branch }));
  assertEquals([judged?.severity, judged?.isRelease], ["SEV-1", true]);
  assert(judged?.why.includes("the branch is not known"), judged?.why);
});

Deno.test("judgeIncident() is SEV-2 for a regression on another branch or a pull request", () => {
  const triage = regressionDiff();
  assertEquals(severityOf({ triage, branch: { ...MAIN, name: "try/it" } }), "SEV-2");
  assertEquals(severityOf({ triage, branch: { ...MAIN, isPull: true } }), "SEV-2");
  assertEquals(severityOf({ triage, releaseBranches: ["stable"] }), "SEV-2");
});

Deno.test("judgeIncident() counts a regression also where the status does not say it", () => {
  const diff = stableDiff();
  const triage = { ...diff, summary: { ...diff.summary, regression_count: 2 } };
  assertEquals(severityOf({ triage }), "SEV-1");
});

Deno.test("judgeIncident() goes by what a failing gate shows: behaviour, or evidence alone", () => {
  const verdictOf = (kind: string) => sampleVerdict({ gates: [failingGate({ kind })] });
  for (const kind of ["suite", "must-pass", "baseline", "platform-matrix", "runtime", "command"]) {
    assertEquals(severityOf({ verdict: verdictOf(kind) }), "SEV-1", kind);
  }
  for (const kind of ["classification", "evidence-bundle", "boundary", "waivers", "anything"]) {
    assertEquals(severityOf({ verdict: verdictOf(kind) }), "SEV-3", kind);
  }
});

Deno.test("judgeIncident() names every trigger", () => {
  const verdict = sampleVerdict({
    gates: [failingGate(), failingGate({ id: "claims", kind: "ordered-tiers" })],
  });
  const unreadable = ["triage_diff.json cannot be read: it is no JSON"];
  const judged = judgeIncident(facts({ triage: regressionDiff(), verdict, unreadable }));
  assertEquals(judged?.triggers.map(({ code }) => code), [
    ...["regression", "blocking_gate", "uncertified_claim", "unreadable_evidence"],
  ] as never);
  assertEquals(severityOf({ unreadable }), "SEV-3");
});

Deno.test("failingGates() tells those that block, also in a rollback that keeps them from deciding", () => {
  const gates = [failingGate({ decides: false }), failingGate({ id: "b", blocking: false })];
  assertEquals(failingGates(sampleVerdict({ gates })).map(({ id }) => id), ["unit-green"]);
  assertEquals(failingGates(null), []);
});

Deno.test("respondBy() is thirty minutes, four hours, or one business day later", () => {
  const friday = "2026-11-20T12:00:00.000Z";
  assertEquals(respondBy("SEV-1", friday), "2026-11-20T12:30:00.000Z");
  assertEquals(respondBy("SEV-2", friday), "2026-11-20T16:00:00.000Z");
  assertEquals(respondBy("SEV-3", friday), "2026-11-23T12:00:00.000Z");
  assertEquals(respondBy("SEV-3", "2026-11-18T12:00:00.000Z"), "2026-11-19T12:00:00.000Z");
  assertEquals(respondBy("SEV-3", "2026-11-21T12:00:00.000Z"), "2026-11-23T12:00:00.000Z");
});
