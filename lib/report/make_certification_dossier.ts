import type { CertificationDossierJson } from "../model/certification_dossier_json.ts";
import type { FullVerdict } from "../model/full_verdict.ts";

/** `certification_dossier.json` of a verdict: certified only where that was asked for and nothing speaks against it. */
export function makeCertificationDossier(full: FullVerdict): CertificationDossierJson {
  const isAsked = full.mode === "certify";
  const reasons = [...isAsked ? [] : [NOT_ASKED], ...full.reasons];
  return {
    schema: "qa.certification_dossier.v1",
    verdict_id: full.verdictId,
    project: full.project,
    overall_verdict: reasons.length === 0 ? "CERTIFIED" : "NOT_CERTIFIED",
    requested: isAsked,
    reasons,
    generated_at: full.generatedAt,
    commit: full.commit,
    dirty: full.isDirty,
    promotion: full.promotion,
    gates: full.gates.map(({ head, status, detail }) => ({
      id: head.id,
      kind: head.kind,
      status,
      detail,
    })),
    // Digests of thousands of files take their time: only for who wants to rely on them.
    artifacts: !isAsked ? [] : full.seen.map(({ path, sizeBytes, sha256 }) => ({
      path,
      size_bytes: sizeBytes,
      sha256,
    })),
  };
}

const NOT_ASKED = "a certification was not asked for: run the verdict with --certify";
