import type { Finding } from "../model/finding.ts";
import { stripEscapes } from "./strip_escapes.ts";

/** Characters of a line that are quoted. */
export const QUOTE_MAX = 300;
/** It is the likeliest line, and no proof of anything. */
const CONFIDENCE = 0.4;
/** npm says why first, and then where its log is. */
const NPM = /^npm (?:error|ERR!) (?!code|errno|path|syscall|A complete log)\S/;
const COMPLAINT =
  /error|fail|cannot|can't|could not|not found|no such|does not|no module|unrecognized|denied/i;
const POINTER = /complete log of this run|for more information|--help/i;

/**
 * The line by which a tool that told of no test most likely complained; null where it printed nothing.
 * It says what to show a person, not what the cause is: that, the failure signatures answer.
 */
export function findLastWords(text: string): string | null {
  const lines = stripEscapes(text).split(/\r?\n/).map((line) => line.trim())
    .filter((line) => line !== "");
  const line = lines.find((one) => NPM.test(one)) ??
    lines.findLast(isComplaint) ?? lines.at(-1);
  return line?.slice(0, QUOTE_MAX).toWellFormed() ?? null;
}

/** Whether a line speaks of something that went wrong, and does not only say where more is told. */
export function isComplaint(line: string): boolean {
  return COMPLAINT.test(line) && !POINTER.test(line);
}

/** What is told of last words of which nobody has found the cause yet. */
export function tellLastWords(quote: string, source: string): Finding {
  return {
    class: "unknown",
    confidence: CONFIDENCE,
    message: `it told of no test, and said: ${quote}`,
    evidence: [{ source, quote }],
    remedy: `Read ${source}`,
  };
}
