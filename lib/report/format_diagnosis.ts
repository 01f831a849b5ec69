import type { DiagnosticAttempt, DiagnosticRun } from "../model/diagnostic_attempt.ts";
import type { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import { formatDuration } from "./format_duration.ts";
import { formatPercent } from "./format_percent.ts";
import { formatSize } from "./format_size.ts";
import { formatTimeline } from "./format_timeline.ts";
import { formatMarkdownCause } from "./markdown_cause.ts";
import { quoteCodeBlock, quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

/** `report.md` of a diagnosis: one page for a person, with a small timeline of the last attempt. */
export function formatDiagnosis(run: DiagnosticRun, summary: DiagnosticSummaryJson): string {
  const last = run.attempts.at(-1);
  return [
    `# Diagnosis of ${quoteMarkdown(run.suite.name)}`,
    "",
    `**${quoteMarkdown(summary.headline)}**`,
    "",
    `Run ${quoteCodeSpan(run.runId)}, ${formatDuration(run.durationMs)}, ` +
    `${run.attempts.length} attempt(s), exit code ${run.exitCode}. ` +
    `It stopped because: ${quoteMarkdown(run.end.why)}.`,
    "",
    "## Attempts",
    "",
    "| # | change | outcome | tests | cause |",
    "| - | ------ | ------- | ----- | ----- |",
    ...run.attempts.map((attempt) => formatRow(attempt, summary)),
    "",
    ...formatCause(summary),
    ...formatKept(summary),
    ...formatBroken(summary),
    ...last === undefined ? [] : formatLife(last),
    "## Read next",
    "",
    "`summary.json`, `exit.json`, `stdout.log`, `stderr.log`, `container_events.jsonl`, " +
    "`container_inspect_post.json`; each attempt's in `attempts/<n>/`.",
    "",
  ].join("\n");
}

function formatRow(
  { number, origin, result, execution, oom }: DiagnosticAttempt,
  summary: DiagnosticSummaryJson,
): string {
  const [first] = result.findings;
  const tests = summary.attempts.find((one) => one.number === number)?.tests ?? "";
  const code = execution?.exitCode === undefined ? "" : `, exit ${execution.exitCode ?? "none"}`;
  const killed = oom.verdict === "none" ? "" : `, oom ${oom.verdict}`;
  const cells = [
    String(number),
    quoteMarkdown(origin.change || "as it is configured"),
    `${result.outcome}${code}${killed}`,
    quoteMarkdown(tests || "none"),
    first === undefined ? "" : `${first.class} (${formatPercent(first.confidence)})`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function formatCause({ cause }: DiagnosticSummaryJson): readonly string[] {
  if (cause === null) return [];
  const remedy = cause.remedy === "" ? [] : [cause.remedy];
  return ["## Cause", "", ...formatMarkdownCause({ ...cause, remedy })];
}

function formatKept({ settings_to_keep: kept }: DiagnosticSummaryJson): readonly string[] {
  if (kept === null || Object.keys(kept.qa_jsonc).length === 0) return [];
  return [
    "## Settings to keep",
    "",
    quoteCodeBlock(JSON.stringify(kept.qa_jsonc, null, 2), "jsonc"),
    "",
    quoteCodeBlock(kept.command, "sh"),
    "",
  ];
}

function formatBroken({ remains_broken: broken }: DiagnosticSummaryJson): readonly string[] {
  if (broken.length === 0) return [];
  const lines = broken.map(({ class: of, message, remedy }) => {
    const what = `- ${of}: ${quoteMarkdown(message)}`;
    return remedy === "" ? what : `${what}. ${quoteMarkdown(remedy)}`;
  });
  return ["## What remains broken", "", ...lines, ""];
}

function formatLife({ number, samples, result }: DiagnosticAttempt): readonly string[] {
  if (samples === null || samples.samples === 0) return [];
  const peak = result.memoryPeakBytes === null
    ? ""
    : `, peak ${formatSize(result.memoryPeakBytes)}`;
  return [
    `## The life of attempt ${number}`,
    "",
    `${samples.samples} samples${peak}.`,
    "",
    quoteCodeBlock(formatTimeline(samples.points).join("\n"), "text"),
    "",
  ];
}
