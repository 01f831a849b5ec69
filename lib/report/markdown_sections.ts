import type { SuiteDiagnosis } from "../model/diagnosis.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { countedTests } from "./counted_execution.ts";
import { describeFlake } from "./describe_flakes.ts";
import { diagnosisOf, digestPath } from "./diagnosis_of.ts";
import { explainChange } from "./explain_change.ts";
import { explainPast } from "./explain_past.ts";
import type { MarkdownSection } from "./fill_markdown.ts";
import { fitBytes } from "./fit_bytes.ts";
import { formatNumber } from "./format_counts.ts";
import { formatDuration } from "./format_duration.ts";
import { formatRelativeReplay } from "./format_record_replay.ts";
import { listCauses, type RunCause } from "./list_causes.ts";
import { makeFlaky, makeNotChecked, makeQuarantined } from "./make_parts.ts";
import { formatMarkdownCause } from "./markdown_cause.ts";
import { quoteCodeBlock, quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

/** A file of the run as it is named in the text: a link where it can be one. */
export type NameFile = (path: string) => string;

/** Ids that a cause names; with hundreds of them nobody reads any. */
const NAMED = 5;
/** Bytes of one foreign text, so that one of them does not take all the room. */
const MAX_TEXT = 400;

/** What fails, each cause once: message, place, tests, what is known of it, and the command. */
export function causeSection(record: RunRecord, name: NameFile): MarkdownSection {
  const causes = listCauses(record);
  const failing = Math.max(record.counts.failed, sumOf(causes));
  return {
    head: failing === 0 ? "" : "## Failures by cause\n\n",
    entries: causes.map((cause, at) => formatCause(record, cause, at + 1)),
    rest: (shown) => {
      const tests = failing - sumOf(causes.slice(0, shown));
      const hidden = causes.length - shown;
      if (tests === 0 && hidden === 0) return "";
      const what = hidden === 0
        ? `${formatNumber(tests, "failing test")} that no cause above names`
        : `${formatNumber(hidden, "cause")} with ${formatNumber(tests, "failing test")}`;
      return `… and ${what}: see ${name("tests.jsonl")}\n\n`;
    },
  };
}

function sumOf(causes: readonly RunCause[]): number {
  return causes.reduce((sum, { count }) => sum + count, 0);
}

function formatCause(record: RunRecord, cause: RunCause, number: number): string {
  const { assertion: { type, message, file, line }, tests, count, suites, isNew } = cause;
  const said = [type, message].filter((part) => part !== "").join(": ");
  const mark = isNew === null ? "" : isNew ? " (new)" : " (known)";
  const place = file === "" ? "" : ` at ${quote(line === null ? file : `${file}:${line}`)}`;
  const ids = tests.slice(0, NAMED).map(quote);
  const more = count > ids.length ? [`and ${count - ids.length} more`] : [];
  const [first = ""] = tests;
  // A command longer than a page is of no use, and would keep all others from it.
  const isSingle = count === 1 && first.length <= MAX_TEXT;
  const only = isSingle ? { test: first } : suites.length === 1 ? { suite: suites[0]! } : {};
  const notes = [
    `${formatNumber(count, "test")} of ${suites.map(quote).join(", ")}${mark}: ` +
    [...ids, ...more].join(", "),
    ...pastOf(record, tests),
  ];
  return `### ${number}. ${quote(said || "it failed")}${place}\n\n` +
    notes.map((note) => `- ${note}\n`).join("") +
    `\n${quoteCodeBlock(formatRelativeReplay(record, only), "sh")}\n\n`;
}

/** What earlier runs tell, where it is the same of all that are named. */
function pastOf({ past }: RunRecord, tests: readonly string[]): readonly string[] {
  const words = new Set(tests.map((id) => {
    const known = past?.get(id);
    return known === undefined ? "" : explainPast(known);
  }));
  const [only = ""] = words;
  return words.size === 1 && only !== "" ? [quoteMarkdown(only)] : [];
}

/** Every suite in a table: its outcome, where it ran, its tests, how long it took. */
export function suiteSection({ suites }: RunRecord, name: NameFile): MarkdownSection {
  const table = "## Suites\n\n" +
    "| suite | outcome | where | failed | passed | flaky | skipped | time |\n" +
    "| ----- | ------- | ----- | -----: | -----: | ----: | ------: | ---: |\n";
  return {
    head: suites.length === 0 ? "" : table,
    entries: suites.map(formatRow),
    rest: (shown) => restOf(suites.length - shown, "suite", name("results.json")) || "\n",
  };
}

function formatRow(suite: SuiteRecord): string {
  const counts = countedTests(suite);
  const ms = suite.executions.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const outcome = suite.outcome === "passed" ? "passed" : `**${suite.outcome}**`;
  const cells = [
    quoteMarkdown(suite.name),
    suite.required ? outcome : `${outcome}, not required`,
    suite.place ?? "nowhere",
    ...[counts.failed, counts.passed, counts.flaky, counts.skipped].map(String),
    formatDuration(ms),
  ];
  return `| ${cells.join(" | ")} |\n`;
}

/** Why each suite that is red is so: the class, its evidence, what to do. */
export function reasonSection({ suites }: RunRecord, name: NameFile): MarkdownSection {
  const red = suites.filter(({ outcome }) => outcome !== "passed");
  return {
    head: red.length === 0 ? "" : "## Why\n\n",
    entries: red.map((suite) => formatReason(suite, name)),
    rest: (shown) =>
      restOf(red.length - shown, "suite", name("failure_diagnostics_index.json"), "without a pass"),
  };
}

function formatReason(suite: SuiteRecord, name: NameFile): string {
  const { classification, remedy, disproof } = diagnosisOf(suite);
  const told = classification.class === "unknown"
    ? quoteWords(classification)
    : formatMarkdownCause({
      ...classification,
      message: "",
      evidence: classification.evidence.map((one) => ({
        ...one,
        quote: fitBytes(one.quote, MAX_TEXT),
      })),
      remedy,
      disproof,
    });
  const why = `${quoteCodeSpan(suite.name)} ${suite.outcome}: ` +
    quoteMarkdown(fitBytes(suite.why, MAX_TEXT));
  const lines = [`### ${why}`, "", ...told, `More of it: ${name(digestPath(suite.name))}`];
  return `${lines.join("\n").replace(/\n{3,}/gu, "\n\n")}\n\n`;
}

/** Where nobody knows why: what it said last. */
function quoteWords({ evidence }: SuiteDiagnosis["classification"]): readonly string[] {
  const lines = evidence.map(({ source, quote: words, line }) =>
    `- ${quote(line === null ? source : `${source}:${line}`)}: ${quote(words)}`
  );
  return lines.length === 0 ? [] : ["It is not recognised; it said:", "", ...lines, ""];
}

/** What changed since the baseline, the worst first. */
export function triageSection({ triage }: RunRecord, name: NameFile): MarkdownSection {
  if (triage === undefined) return NOTHING;
  const { baseline, status, why, changes, leftOut } = triage;
  const told = `${status.replaceAll("_", " ")}: ${quoteMarkdown(why)}`;
  return {
    head: `## Since ${quote(baseline.runId)}\n\n${told}\n\n`,
    entries: changes.map((change) =>
      `- ${change.kind.replaceAll("-", " ")}: ${quote(change.id)}: ` +
      `${quoteMarkdown(fitBytes(explainChange(change), MAX_TEXT))}\n`
    ),
    rest: (shown) =>
      restOf(changes.length + leftOut - shown, "change", name("triage_diff.json")) || "\n",
  };
}

/** Tests that passed only when they were tried again, and what is known of unsteady ones. */
export function flakySection(record: RunRecord, name: NameFile): MarkdownSection {
  const flaky = record.suites.flatMap(makeFlaky);
  const kinds = new Map(
    (record.flakes ?? []).map((flake) => [flake.id, describeFlake(flake).words]),
  );
  const ids = new Set(flaky.map(({ id }) => id));
  const others = (record.flakes ?? []).filter(({ id }) => !ids.has(id)).map(describeFlake);
  const entries = [
    ...flaky.map(({ id, tries, message }) =>
      `- ${quote(id)} passed in try ${tries}${wordsOf(kinds.get(id))}; before: ${quote(message)}\n`
    ),
    ...others.map(({ id, words }) => `- ${quote(id)}${wordsOf(words)}\n`),
  ];
  const all = Math.max(record.counts.flaky, flaky.length) + others.length;
  return {
    head: all === 0 ? "" : "## Unsteady\n\n",
    entries,
    rest: (shown) => restOf(all - shown, "unsteady test", name("tests.jsonl")) || after(all),
  };
}

function wordsOf(words: string | undefined): string {
  return words === undefined ? "" : `: ${quoteMarkdown(fitBytes(words, MAX_TEXT))}`;
}

/** Failures that quarantine excuses, with whoever mends them until when. */
export function quarantineSection(record: RunRecord, name: NameFile): MarkdownSection {
  const shown = record.suites.flatMap(makeQuarantined);
  const entries = new Map(record.quarantine.map(({ entry }) => [entry.id, entry]));
  const all = Math.max(record.counts.quarantined, shown.length);
  return {
    head: all === 0 ? "" : "## In quarantine\n\n",
    entries: shown.map(({ id, entry, message }) => {
      const known = entries.get(entry);
      const terms = known === undefined
        ? ""
        : ` (${known.class}, ${quoteMarkdown(known.owner)}, until ${known.expires})`;
      return `- ${quote(id)}${terms}: ${quote(message)}\n`;
    }),
    rest: (some) => restOf(all - some, "excused failure", name("tests.jsonl")) || after(all),
  };
}

/** What nothing checked. */
export function uncheckedSection(record: RunRecord, name: NameFile): MarkdownSection {
  const all = makeNotChecked(record);
  return {
    head: all.length === 0 ? "" : "## Not checked\n\n",
    entries: all.map(({ suite, what, why }) =>
      `- ${quote(suite)}: ${quoteMarkdown(fitBytes(what, MAX_TEXT))} ` +
      `(${quoteMarkdown(fitBytes(why, MAX_TEXT))})\n`
    ),
    rest: (shown) =>
      restOf(all.length - shown, "entry", name("results.json"), "not checked", "entries") ||
      after(all.length),
  };
}

/** What else went wrong. */
export function warningSection({ warnings }: RunRecord, name: NameFile): MarkdownSection {
  return {
    head: warnings.length === 0 ? "" : "## Warnings\n\n",
    entries: warnings.map((text) => `- ${quoteMarkdown(fitBytes(text, MAX_TEXT))}\n`),
    rest: (shown) =>
      restOf(warnings.length - shown, "warning", name("run.json")) || after(warnings.length),
  };
}

const NOTHING: MarkdownSection = { head: "", entries: [], rest: () => "" };

function after(count: number): string {
  return count === 0 ? "" : "\n";
}

function restOf(count: number, noun: string, where: string, what = "", plural?: string): string {
  const words = [formatNumber(count, noun, plural), what].filter((part) => part !== "").join(" ");
  return count <= 0 ? "" : `\n… and ${words} more: see ${where}\n\n`;
}

function quote(text: string): string {
  return quoteCodeSpan(fitBytes(text, MAX_TEXT));
}
