import { stripAnsiCode } from "@std/fmt/colors";
import type { Finding } from "../model/finding.ts";

/** Characters of a line that are quoted. */
const QUOTE_MAX = 300;
/** npm says why first, and then where its log is. */
const NPM = /^npm (?:error|ERR!) (?!code|errno|path|syscall|A complete log)\S/;
const COMPLAINT =
  /error|fail|cannot|can't|could not|not found|no such|does not|no module|unrecognized|denied/i;
const POINTER = /complete log of this run|for more information|--help/i;
const MISSING = /No module named|canceled due to missing packages|command not found|: not found/;

/**
 * What a tool complained of that ended without telling of a test, from the text it printed; null where
 * it printed nothing. It is the likeliest line, not a proof, and so its confidence is low.
 */
export function findLastWords(text: string, source: string): Finding | null {
  const lines = stripAnsiCode(text).split(/\r?\n/).map((line) => line.trim())
    .filter((line) => line !== "");
  const line = lines.find((one) => NPM.test(one)) ??
    lines.findLast((one) => COMPLAINT.test(one) && !POINTER.test(one)) ?? lines.at(-1);
  if (line === undefined) return null;
  const isMissing = MISSING.test(line);
  const quote = line.slice(0, QUOTE_MAX);
  return {
    class: isMissing ? "missing-dependency" : "unknown",
    confidence: isMissing ? 0.7 : 0.4,
    message: `it told of no test, and said: ${quote}`,
    evidence: [{ source, quote }],
    remedy: isMissing ? "Install it where the suite runs" : `Read ${source}`,
  };
}
