import type { CauseJson, ExplanationJson } from "../model/explanation_json.ts";
import type { FlakeJson } from "../model/failure_digest_json.ts";
import { cleanLine } from "./clean_terminal.ts";
import { fitColumns } from "./fit_columns.ts";
import { formatClassification } from "./format_classification.ts";
import { formatOpinion } from "./format_opinion.ts";
import { explainQuote } from "./explain_quote.ts";

const CLUSTERS_SHOWN = 5;
/** Longer lines are cut: whole ones are in the files they are quoted from. */
const LINE_COLUMNS = 300;

/** What `--explain` says to a person: each cause with what leads to it, then what is unsteady. */
export function formatExplanation({ source, causes, flaky }: ExplanationJson): string {
  const parts = [
    formatSource(source, causes.length, flaky.length),
    ...causes.map(formatCause),
    ...(flaky.length === 0 ? [] : [formatFlaky(flaky)]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function formatSource(
  { kind, name, run_id, verdict, cut }: ExplanationJson["source"],
  causes: number,
  flaky: number,
): string {
  const lines = cut ? ["(it is long: its beginning and its end were looked at)"] : [];
  if (kind !== "record") return lines.join("\n");
  const about = [run_id, verdict].filter((part) => part !== null).map(cleanLine).join(", ");
  const nothing = causes > 0
    ? ""
    : flaky > 0
    ? "no suite failed; these tests are unsteady"
    : "nothing failed in it, so there is nothing to explain";
  const words = [`${cleanLine(name)} (${about})`, nothing].filter((part) => part !== "");
  return [words.join(": "), ...lines].join("\n");
}

function formatCause(cause: CauseJson): string {
  const { suite, outcome, why, model_opinion: opinion } = cause;
  const about = suite === null ? "" : cleanLine(`${suite} ${outcome ?? ""}`);
  const head = suite === null
    ? (why === "" ? [] : [`(${cleanLine(why)})`])
    : [why === "" ? about : `${about}: ${cleanLine(why)}`];
  const words = formatClassification({
    summary: cause.summary,
    evidence: cause.evidence.map(explainQuote).map((line) => fitColumns(line, LINE_COLUMNS)),
    disproof: cause.disproof,
    remedy: cause.remedy,
    read: cause.read,
    replay: cause.replay,
    runnerUp: cause.runner_up,
    owner: cause.owner,
  });
  const said = opinion === undefined ? [] : ["", formatOpinion(opinion)];
  return [...head, words, ...formatClusters(cause.clusters), ...said].join("\n");
}

/** Which tests fail together, and where; one failure alone is in the summary already. */
function formatClusters(clusters: CauseJson["clusters"]): readonly string[] {
  const shown = clusters.slice(0, CLUSTERS_SHOWN).map((cluster) => {
    const { count, tests: [first = ""], first_failing_assertion: at } = cluster;
    const place = at.file === "" ? "" : ` (${at.file}${at.line === null ? "" : `:${at.line}`})`;
    const message = [at.type, at.message].filter((part) => part !== "").join(": ");
    const tests = count === 1 ? first : `${count} tests, the first is ${first}`;
    return `  ${fitColumns(cleanLine(`${tests}: ${message}${place}`), LINE_COLUMNS)}`;
  });
  const rest = clusters.length - shown.length;
  const more = rest <= 0 ? [] : [`  … and ${rest} more in the suite's digest`];
  return shown.length === 0 ? [] : ["", "Failures of one kind:", ...shown, ...more];
}

/** Each unsteady test with its kind, and the entries that can be pasted as they are. */
function formatFlaky(flaky: readonly FlakeJson[]): string {
  const lines = flaky.flatMap(({ id, class: kind, confidence, evidence }) => [
    `  ${cleanLine(id)}`,
    `    ${kind} (${confidence < 0.5 ? "a guess, " : ""}${Math.round(confidence * 100)} %)`,
    ...evidence.map((why) => `    - ${fitColumns(cleanLine(why), LINE_COLUMNS)}`),
  ]);
  const entries = flaky.flatMap(({ quarantine_entry: entry }) => entry === null ? [] : [entry]);
  const proposal = entries.length === 0 ? [] : [
    "",
    "To keep them from failing the gate meanwhile, put this into qa.jsonc and fill in owner and issue:",
    '  "quarantine": [',
    ...entries.map((entry) => `    ${spellEntry(entry)},`),
    "  ],",
  ];
  return ["Unsteady:", ...lines, ...proposal].join("\n");
}

/** JSON in which nothing moves a terminal. */
function spellEntry(entry: object): string {
  return JSON.stringify(entry).replaceAll(
    /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
