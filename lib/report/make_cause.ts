import { CLUSTERS_TOLD } from "../model/diagnosis.ts";
import type { CauseJson } from "../model/explanation_json.ts";
import type { FailureDigestJson } from "../model/failure_digest_json.ts";
import type { Classification, SignatureRow } from "../model/signature.ts";
import type { TemplateValues } from "../model/template.ts";
import { cleanLine } from "./clean_terminal.ts";
import { explainClassification } from "./explain_classification.ts";

/** What a failure is about, beside what it is. */
export interface CauseSubject extends Pick<CauseJson, "suite" | "outcome" | "why" | "from"> {
  readonly clusters: readonly CauseJson["clusters"][number][];
}

/** What is used to put it into words. */
export interface CauseMeans {
  /** The rows it was recognised with. */
  readonly rows: readonly SignatureRow[];
  readonly values: TemplateValues;
}

/** An answer with everything a person needs to act on it, as stored and shown by `--explain`. */
export function makeCause(
  subject: CauseSubject,
  answer: Classification,
  { rows, values }: CauseMeans,
): CauseJson {
  const words = explainClassification(answer, rows, values);
  return {
    ...subject,
    clusters: [...subject.clusters],
    root_cause_class: answer.class,
    confidence: answer.confidence,
    signature: answer.signature,
    summary: words.summary,
    evidence: distinct(answer.evidence),
    disproof: words.disproof,
    remedy: [...words.remedy],
    read: [...words.read],
    replay: [...words.replay],
    runner_up: words.runnerUp,
    owner: words.owner,
  };
}

/** Several patterns may quote one line. */
function distinct(quotes: Classification["evidence"]): CauseJson["evidence"] {
  const seen = new Set<string>();
  return quotes.flatMap(({ source, line, quote }) => {
    const key = JSON.stringify([source, line, quote]);
    return seen.has(key) || !seen.add(key) ? [] : [{ source, line, quote }];
  });
}

/** Words of each sort that a digest may tell: it may be a stranger's. */
const TOLD = 20;
const LINE_CHARS = 500;

function shorten(text: string): string {
  const line = cleanLine(text.slice(0, 4 * LINE_CHARS));
  return line.length > LINE_CHARS ? `${line.slice(0, LINE_CHARS - 1)}…` : line;
}

/** What a run itself recognised, from the digest it left; commands are made anew, none is a stranger's. */
export function makeDigestCause(digest: FailureDigestJson, means: CauseMeans): CauseJson {
  const { suite, outcome, why, disproof } = digest;
  const clusters = digest.clusters.slice(0, CLUSTERS_TOLD);
  const evidence = digest.evidence.slice(0, TOLD);
  const answer: Classification = {
    class: digest.root_cause_class,
    signature: digest.signature,
    confidence: digest.confidence,
    evidence,
    runnerUp: null,
  };
  const cause = makeCause({ suite, outcome, why, from: "digest", clusters }, answer, means);
  const { steps, read } = digest.remediation_pointer;
  const other = digest.runner_up;
  const isUnknown = digest.root_cause_class === "unknown";
  return {
    ...cause,
    disproof: isUnknown ? cause.disproof : shorten(disproof),
    // Of an unknown failure a run says less than what is said here.
    remedy: isUnknown || steps.length === 0 ? cause.remedy : steps.slice(0, TOLD).map(shorten),
    read: isUnknown || read.length === 0 ? cause.read : read.slice(0, TOLD).map(shorten),
    runner_up: other === null ? "" : `${other.class} (${Math.round(other.confidence * 100)} %)`,
    ...(digest.model_opinion && { model_opinion: digest.model_opinion }),
  };
}
