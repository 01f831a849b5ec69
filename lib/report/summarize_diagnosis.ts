import type { DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import type { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import type { NextStep } from "../model/remedy.ts";
import { cleanLine } from "./clean_terminal.ts";
import { formatCounts } from "./format_counts.ts";
import { formatDuration } from "./format_duration.ts";
import { whyOf } from "./make_attempt_json.ts";

const MOST_WARNINGS = 3;

/** What is said while it goes on: how an attempt ended, and what follows. */
export function describeAttempt(attempt: DiagnosticAttempt, next: NextStep): string {
  const { number, origin, result, execution, durationMs } = attempt;
  const [first] = result.findings;
  const tests = execution === null ? "" : formatCounts(execution.report.counts);
  const cause = first === undefined
    ? ""
    : `\n${first.class} (${Math.round(first.confidence * 100)} %): ${first.message}`;
  const follows = next.kind === "change" ? `\nnext: ${next.change}` : "";
  const words = `attempt ${number}: ${origin.change || "as it is configured"}\n` +
    `${result.outcome} after ${formatDuration(durationMs)}${tests === "" ? "" : ` (${tests})`}: ` +
    `${whyOf(attempt)}${cause}${follows}`;
  const [head = "", ...rest] = words.split("\n").map(cleanLine);
  return [head, ...rest.map((line) => `  ${line}`), ""].join("\n");
}

/** What a person reads at the end: the answer, what to keep, what is left, where to read on. */
export function summarizeDiagnosis(summary: DiagnosticSummaryJson, folder: string): string {
  const { settings_to_keep: kept, remains_broken: broken, warnings } = summary;
  const lines = [
    `${summary.outcome.toUpperCase()}: ${summary.headline}`,
    `stopped: ${summary.stopped_because}`,
    ...kept === null || Object.keys(kept.qa_jsonc).length === 0 ? [] : [
      `keep in qa.jsonc: ${JSON.stringify(kept.qa_jsonc)}`,
      `or run: ${kept.command}`,
    ],
    ...broken.slice(0, 1).flatMap(({ message, remedy }) => [
      `left: ${message}`,
      ...remedy === "" ? [] : [`to do: ${remedy}`],
    ]),
    ...warnings.slice(0, MOST_WARNINGS).map((text) => `warning: ${text}`),
    `read: ${folder}/report.md`,
  ];
  return `\n${lines.map(cleanLine).join("\n")}\n`;
}
