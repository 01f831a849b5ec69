import { cleanLine, cleanTerminal } from "./clean_terminal.ts";
import type { IndexHead } from "./index_head.ts";

/** What a summary that stands alone tells, for a terminal: the answer, why, and what it names. */
export function formatSummary({ title, why, facts }: IndexHead): string {
  const lines = facts.map(([question, answer]) => `${cleanLine(question)}: ${oneLine(answer)}`);
  return `${[cleanLine(title), `why: ${cleanLine(why)}`, ...lines].join("\n")}\n`;
}

/** A command keeps its blanks: two of them may be part of a name. */
function oneLine(text: string): string {
  return cleanTerminal(text).replace(/[\n\t]+/g, " ");
}
