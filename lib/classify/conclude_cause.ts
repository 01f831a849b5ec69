import type { SuiteDiagnosis } from "../model/diagnosis.ts";
import type { Finding } from "../model/finding.ts";
import type { Classification, SignatureRow } from "../model/signature.ts";

/** What is known of a suite's failure from two sides: its texts by the signatures, its end by the facts. */
export interface CauseEvidence {
  readonly classification: Classification;
  readonly rows: readonly SignatureRow[];
  readonly findings: readonly Finding[];
}

/** The part of a diagnosis that says what to think and what to do. */
export type Cause = Pick<SuiteDiagnosis, "classification" | "disproof" | "remedy" | "read">;

const UNSURE = "Any text that explains it: nothing that was written was recognised";
const SEE_LOGS = "Read its logs, and replay its first failing test alone";

/**
 * One answer from what the texts say and what the facts prove: the surer one. Where both say the same,
 * the signature stays, with the evidence of both.
 */
export function concludeCause({ classification, rows, findings }: CauseEvidence): Cause {
  const finding = findings.toSorted((a, b) => b.confidence - a.confidence)[0];
  const row = rows.find(({ id }) => id === classification.signature);
  const told = {
    disproof: row?.disproof ?? UNSURE,
    remedy: row?.remedy ?? [SEE_LOGS],
    read: row?.read ?? [],
  };
  if (finding === undefined || finding.class === "unknown") return { classification, ...told };
  if (finding.class === classification.class) {
    const confidence = Math.max(finding.confidence, classification.confidence);
    const evidence = [...classification.evidence, ...quotesOf(finding)];
    return { classification: { ...classification, confidence, evidence }, ...told };
  }
  if (finding.confidence <= classification.confidence) return { classification, ...told };
  return fromFinding(finding, classification);
}

function fromFinding(finding: Finding, other: Classification): Cause {
  const { class: of, signature, confidence } = other;
  const runnerUp = signature === null ? other.runnerUp : { class: of, signature, confidence };
  const sources = finding.evidence.map(({ source }) => source);
  return {
    classification: {
      class: finding.class,
      signature: null,
      confidence: finding.confidence,
      evidence: quotesOf(finding),
      runnerUp: runnerUp?.class === finding.class ? null : runnerUp,
    },
    disproof: finding.disproof ?? UNSURE,
    remedy: finding.remedy === "" ? [SEE_LOGS] : [finding.remedy],
    read: [...new Set(sources)],
  };
}

function quotesOf({ evidence }: Finding): Classification["evidence"] {
  return evidence.map(({ source, quote, line = null }) => ({ source, quote, line }));
}
