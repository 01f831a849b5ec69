import type { CertificationDossierJson } from "../model/certification_dossier_json.ts";
import type { FullVerdictJson } from "../model/full_verdict_json.ts";
import { type CriterionJson, INCIDENT_PHASES, type IncidentJson } from "../model/incident_json.ts";
import type { TriageDiffJson } from "../model/triage_diff_json.ts";

/** What the end of an incident is judged by. */
export interface ClosureFacts {
  readonly incident: IncidentJson;
  /** Newest record; null where there is none that can be read. */
  readonly run: { readonly runId: string; readonly startedAt: string | null } | null;
  /** What is new in that record; null where it was compared with nothing, or cannot be read. */
  readonly triage: TriageDiffJson | null;
  /** Newest verdict over all gates; null where there is none that can be read. */
  readonly verdict: FullVerdictJson | null;
  readonly dossier: CertificationDossierJson | null;
  /** Artifacts of the incident that are missing or changed, one sentence each. */
  readonly lost: readonly string[];
}

/** What one criterion found: met or not, and why. */
type Found = readonly [boolean, string];

/** Every exit criterion, each judged by evidence that is newer than the incident. */
export function judgeClosure(facts: ClosureFacts): readonly CriterionJson[] {
  const { lost, incident } = facts;
  return [
    criterion(
      "triage_not_regression",
      "A newer run, compared with a baseline, shows no regression",
      judgeTriage(facts),
    ),
    criterion(
      "blocking_gates_pass",
      "A newer verdict over all gates passes, and so does every gate that failed",
      judgeGates(facts),
    ),
    criterion(
      "claims_certified",
      "Where claims are declared, the newer verdict is certified",
      judgeClaims(facts),
    ),
    ...INCIDENT_PHASES.map((phase) => {
      const note = incident.notes[phase];
      const isNoted = note !== null && note.trim() !== "";
      const why = isNoted ? "recorded" : `not recorded: --note ${phase}=…`;
      return criterion(`${phase}_recorded`, `The ${phase} is recorded`, [isNoted, why]);
    }),
    criterion("artifacts_attached", "Every named artifact is there and as it was", [
      lost.length === 0,
      lost.length === 0 ? `${incident.artifacts.length} artifacts` : lost.join("; "),
    ]),
  ];
}

function criterion(id: CriterionJson["id"], text: string, [isMet, why]: Found): CriterionJson {
  return { id, text, status: isMet ? "done" : "open", why };
}

function judgeTriage({ incident, run, triage }: ClosureFacts): Found {
  if (run === null) return [false, "there is no run that can be read"];
  if (run.runId === incident.run_id) {
    return [false, `the newest run is still ${run.runId}: run the gate with --diff-from`];
  }
  if (run.startedAt === null) return [false, `${run.runId} does not say when it started`];
  if (Date.parse(run.startedAt) <= Date.parse(incident.opened_at)) {
    return [false, `${run.runId} started before the incident was opened`];
  }
  if (triage === null) {
    return [false, `${run.runId} was compared with nothing: run the gate with --diff-from`];
  }
  if (triage.run_id !== run.runId) {
    return [false, `the comparison beside ${run.runId} is of ${triage.run_id}`];
  }
  const isFine = triage.status !== "regression" && triage.summary.regression_count === 0;
  return [isFine, `${run.runId}: ${triage.status}`];
}

function judgeGates({ incident, verdict }: ClosureFacts): Found {
  if (verdict === null) return [false, "there is no verdict that can be read"];
  const { verdict_id, generated_at, partial, mode, promotion_mode } = verdict;
  if (verdict_id === incident.verdict_id || !isNewer(generated_at, incident)) {
    return [false, `the newest verdict, ${verdict_id}, is not newer: make a verdict`];
  }
  if (partial || mode === "preflight") return [false, `${verdict_id} did not judge every gate`];
  if (promotion_mode !== "strict") return [false, `${verdict_id} was made in a rollback`];
  const failing = verdict.gates.filter((gate) => gate.status === "fail" && gate.blocking);
  const still = incident.failing_gates.filter(({ id }) =>
    verdict.gates.find((gate) => gate.id === id)?.status !== "pass"
  );
  const named = [...new Set([...failing, ...still].map(({ id }) => id))];
  if (named.length > 0) return [false, `${verdict_id}: not passed: ${named.join(", ")}`];
  return [verdict.verdict === "passed", `${verdict_id}: ${verdict.verdict}`];
}

function judgeClaims({ verdict, dossier }: ClosureFacts): Found {
  const claims = verdict?.gates.filter(({ kind }) => kind === "ordered-tiers") ?? [];
  if (verdict === null) return [false, "there is no verdict that can be read"];
  if (claims.length === 0) return [true, "no claims are declared"];
  if (dossier === null) return [false, "there is no certification_dossier.json that can be read"];
  if (dossier.verdict_id !== verdict.verdict_id) {
    return [false, `the dossier is of ${dossier.verdict_id}, and not of ${verdict.verdict_id}`];
  }
  const isCertified = dossier.overall_verdict === "CERTIFIED";
  const how = isCertified ? "" : ": make it with --certify";
  return [isCertified, `${verdict.verdict_id}: ${dossier.overall_verdict}${how}`];
}

function isNewer(at: string, { opened_at }: IncidentJson): boolean {
  return Date.parse(at) > Date.parse(opened_at);
}
