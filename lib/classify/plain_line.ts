/** Characters of a line that are looked at: what no tool puts there first is no evidence. */
export const LINE_MAX = 4096;
/** What wraps a tool's own words: indentation, pytest's `E`, pytest's `>`, TAP's `#`, times, workers, causes. */
export const WRAPPING = new RegExp(
  "^(?:" + [
    "\\s{1,200}",
    "E(?= {2})",
    "#(?= )",
    ">(?= {2})",
    "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[\\d.,]{0,10}(?:Z|[+-]\\d\\d:?\\d\\d)?(?=\\s)",
    "\\[ {0,9}\\d{1,9}\\.\\d{1,9}\\]",
    "\\[gw\\d{1,4}\\]",
    "\\[cause\\]:",
    "Caused by:",
    "=>(?= )",
    "●(?= )",
    "docker: ",
    "\\[ERROR\\]",
    "PHP Fatal error: {1,2}Uncaught ",
    "Error: (?=thrown: )",
    "Uncaught (?=[A-Z\\[])",
    "error: (?=[A-Z]\\w{0,60}:)",
    'Exception in thread "[^"]{0,200}"',
  ].join("|") + "){0,8}",
);

/** How what is none of the white space among these begins; a line that begins otherwise is quickly done. */
const WRAPS = "E#>[CdPUe=●0123456789";
/** White space that the pattern takes at most. */
const INDENT_MAX = 8 * 200;

/** A line without what wraps it, and where it stands with that. */
export interface PlainLine {
  readonly start: number;
  /** Where it ends, or where no more of it is looked at. */
  readonly end: number;
  readonly plain: string;
}

/** The line that holds this place, without what wraps it; null where the place lies too far into its line. */
export function plainLine(text: string, at: number): PlainLine | null {
  const start = lineStart(text, at);
  if (start === null) return null;
  const limit = Math.min(text.length, start + LINE_MAX);
  let end = at;
  while (end < limit && !isBreak(text.charCodeAt(end))) end++;
  return { start, end, plain: unwrapLine(text.slice(start, end)) };
}

/** Where a Go test stands that says something; looked for only where its name is. */
const GO_TEST = "_test.go:";
const GO_PLACE = /^\s{0,40}[\w./-]{1,200}_test\.go:\d{1,7}: {1,8}/;

/** A line without indentation and the marks that runners and loggers put before a tool's own words. */
export function unwrapLine(line: string): string {
  const rest = line.includes(GO_TEST) ? line.replace(GO_PLACE, "") : line;
  const bare = rest.trim();
  const isBare = !WRAPS.includes(bare.charAt(0)) && rest.length - bare.length < INDENT_MAX;
  if (isBare || bare === "") return bare;
  return rest.slice(WRAPPING.exec(rest)?.[0].length ?? 0).trimEnd();
}

function lineStart(text: string, at: number): number | null {
  const limit = Math.max(-1, at - LINE_MAX);
  for (let start = at - 1; start > limit; start--) {
    if (isBreak(text.charCodeAt(start))) return start + 1;
  }
  return limit === -1 ? 0 : null;
}

/** A carriage return begins a line too: that is how bars of progress are drawn. */
function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}
