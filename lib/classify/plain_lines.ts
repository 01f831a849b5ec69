import { stripEscapes } from "./strip_escapes.ts";

/** Characters of a trace that are read from its beginning and from its end; between them, nothing is told that counts. */
const HEAD_CHARS = 48 * 1024;
const TAIL_CHARS = 16 * 1024;
/** A longer line is no line of a trace; what stands beyond is data. */
const LINE_CHARS = 2_000;

/** What log collectors and CI systems put before a line. */
const TIMESTAMP = /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]? ?/;

/**
 * The lines of a trace without colours and leading timestamps, bounded in length and number, so that
 * whatever reads them does so in time linear to the text.
 */
export function plainLines(text: string): readonly string[] {
  return stripEscapes(bounded(text)).split(/\r?\n/)
    .map((line) => line.slice(0, LINE_CHARS).replace(TIMESTAMP, ""));
}

function bounded(text: string): string {
  if (text.length <= HEAD_CHARS + TAIL_CHARS) return text;
  return `${text.slice(0, HEAD_CHARS)}\n${text.slice(-TAIL_CHARS)}`;
}
