import type { Finding } from "../model/finding.ts";
import { formatPercent } from "./format_percent.ts";
import { quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

const MOST_EVIDENCE = 4;

/** What is said of a cause, from a finding or a classification. */
export interface ToldCause extends Pick<Finding, "class" | "confidence"> {
  /** One sentence; "" for none. */
  readonly message: string;
  readonly evidence: readonly {
    readonly source: string;
    readonly quote: string;
    readonly line?: number | null | undefined;
  }[];
  /** One step each. */
  readonly remedy: readonly string[];
  readonly disproof?: string | undefined;
}

/** Markdown lines: how sure which cause is, the quoted evidence, what to do, and what would refute it. */
export function formatMarkdownCause(cause: ToldCause): readonly string[] {
  const { message, evidence, remedy, disproof = "" } = cause;
  return [
    `${cause.class}, ${formatPercent(cause.confidence)} sure` +
    `${message === "" ? "" : `: ${quoteMarkdown(message)}`}`,
    "",
    ...evidence.slice(0, MOST_EVIDENCE).map(({ source, quote, line }) =>
      `- ${quoteCodeSpan(line ? `${source}:${line}` : source)}: ${quoteCodeSpan(quote)}`
    ),
    "",
    ...tellSteps(remedy.map(quoteMarkdown)),
    ...disproof === ""
      ? []
      : [`What would show that this is wrong: ${quoteMarkdown(disproof)}.`, ""],
  ];
}

function tellSteps([first, ...more]: readonly string[]): readonly string[] {
  if (first === undefined) return [];
  if (more.length === 0) return [`What to do: ${first}.`, ""];
  return ["What to do:", "", ...[first, ...more].map((step, at) => `${at + 1}. ${step}`), ""];
}
