/**
 * What a terminal must be sent to show these lines where `drawn` lines of an earlier block stand: each
 * line is overwritten and its rest cleared, so that nothing flickers or scrolls into the history; only
 * a block that has shrunk clears what is below it.
 */
export function redrawBlock(drawn: number, lines: readonly string[]): string {
  const up = drawn === 0 ? "" : `\x1b[${drawn}A`;
  const below = drawn > lines.length ? "\x1b[0J" : "";
  return up + lines.map((line) => `${line}\x1b[K\n`).join("") + below;
}
