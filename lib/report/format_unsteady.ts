import type { RunRecord } from "../model/run_record.ts";
import { describeFlake, FLAKES_PATH } from "./describe_flakes.ts";
import { quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

/** Unsteady tests that the instructions name. */
const FLAKES_NAMED = 20;

/** Markdown: which tests are unsteady, of which kind, and where the entries stand that would excuse them. */
export function formatUnsteady({ flakes = [] }: RunRecord): string {
  if (flakes.length === 0) return "";
  const lines = flakes.slice(0, FLAKES_NAMED).map(describeFlake)
    .map(({ id, words }) => `- ${quoteCodeSpan(id)}: ${quoteMarkdown(words)}`);
  const rest = flakes.length - lines.length;
  const more = rest <= 0 ? [] : [`- … and ${rest} more`];
  const where = `For each, ${quoteCodeSpan(FLAKES_PATH)} holds what shows it, and under ` +
    `${quoteCodeSpan("quarantine_entry")} an entry for ${quoteCodeSpan("quarantine")} in ` +
    `${quoteCodeSpan("qa.jsonc")}: fill in who mends it and where that is worked on.`;
  return `## Unsteady tests\n\n${[...lines, ...more].join("\n")}\n\n${where}`;
}
