import type { Quote, SignalText } from "../model/signature.ts";
import { isComplaint, QUOTE_MAX } from "./find_last_words.ts";
import { stripEscapes } from "./strip_escapes.ts";

/** More than these nobody reads before the log itself. */
const MOST = 4;

/**
 * The last lines by which a suite most likely complained, out of the ends of its logs: what to show of
 * a failure that no signature knows and no test tells. Where nothing complains, the last line; none
 * where nothing was printed.
 */
export function quoteLastWords(texts: readonly SignalText[]): readonly Quote[] {
  const logs = ["stderr", "stdout"].flatMap((kind) => texts.filter((text) => text.kind === kind))
    .map(readLines);
  const complaints = logs.map((lines) => lines.filter(({ quote }) => isComplaint(quote)));
  const loud = complaints.find((lines) => lines.length > 0);
  const last = logs.find((lines) => lines.length > 0)?.slice(-1) ?? [];
  return (loud ?? last).slice(-MOST)
    .map((one) => ({ ...one, quote: one.quote.slice(0, QUOTE_MAX).toWellFormed() }));
}

function readLines({ source, text, firstLine }: SignalText): readonly Quote[] {
  return stripEscapes(text).split("\n")
    .map((line, at) => ({ source, quote: line.trim(), line: firstLine + at }))
    .filter(({ quote }) => quote !== "");
}
