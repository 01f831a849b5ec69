import type { Classification, Quote, SignatureRow } from "../model/signature.ts";
import type { TemplateValues } from "../model/template.ts";
import { cleanLine } from "./clean_terminal.ts";
import { fillTemplate } from "./fill_template.ts";

/** Everything a person reads about the answer to "what is this failure?"; each text is one clean line. */
export interface ClassificationWords {
  /** Class, how sure, and what it is. */
  readonly summary: string;
  /** Quotations with their places, the strongest first. */
  readonly evidence: readonly string[];
  /** What would show that the answer is wrong; "" for `unknown`. */
  readonly disproof: string;
  readonly remedy: readonly string[];
  /** Files worth reading, relative to the run's folder. */
  readonly read: readonly string[];
  /** Commands to paste into a POSIX shell. */
  readonly replay: readonly string[];
  /** The next best answer, or "". */
  readonly runnerUp: string;
  /** Who mends it, and where it is written about; "" where nobody said. */
  readonly owner: string;
}

/** From which confidence on an answer is called so. */
const WORDS: readonly (readonly [number, string])[] = [
  [0.85, "almost certainly"],
  [0.7, "very likely"],
  [0.55, "likely"],
  [0, "possibly"],
];
const NOTHING_KNOWN = [
  "Read the last lines of stdout.log and stderr.log, and the first failing assertion",
  "Replay it alone and with --debug for more words about it",
  "Teach it: an entry of signatures[] in qa.jsonc claims such a text from then on",
] as const;

/** Puts a classification into words; `rows` are those it was made with. */
export function explainClassification(
  answer: Classification,
  rows: readonly SignatureRow[],
  values: TemplateValues,
): ClassificationWords {
  const row = rows.find(({ id }) => id === answer.signature) ?? null;
  const { record, suite } = values;
  const again = "deno task qa:replay {record} --suite {suite} --debug";
  const templates = row?.replay ?? (record === null || suite === null ? [] : [again]);
  return {
    summary: summarize(answer, row),
    evidence: answer.evidence.map(explainQuote),
    disproof: row === null ? "" : cleanLine(row.disproof),
    remedy: (row?.remedy ?? NOTHING_KNOWN).map(cleanLine),
    read: (row?.read ?? ["stdout.log", "stderr.log", "exit.json"]).map(cleanLine),
    replay: templates.flatMap((template) => fillTemplate(template, values) ?? []),
    runnerUp: explainRunnerUp(answer),
    owner: [row?.owner ?? "", ...row?.links ?? []].filter((one) => one !== "").map(cleanLine)
      .join(", "),
  };
}

function summarize(answer: Classification, row: SignatureRow | null): string {
  if (answer.class === "unknown") return "unknown: no signature weighs enough to say what it is";
  const what = row === null ? "" : `: ${cleanLine(row.title)}`;
  const by = answer.signature === null ? "" : `, by ${answer.signature}`;
  return `${wordOf(answer.confidence)} ${answer.class}${what} (${percent(answer.confidence)}${by})`;
}

function explainRunnerUp({ runnerUp }: Classification): string {
  if (runnerUp === null) return "";
  const { class: other, signature, confidence } = runnerUp;
  return `${other} (${percent(confidence)}, by ${signature})`;
}

/** `stderr.log:12: the line`. */
function explainQuote({ source, line, quote }: Quote): string {
  return `${cleanLine(source)}${line === null ? "" : `:${line}`}: ${cleanLine(quote)}`;
}

function wordOf(confidence: number): string {
  return WORDS.find(([least]) => confidence >= least)?.[1] ?? "possibly";
}

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}
