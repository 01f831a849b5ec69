/**
 * What a terminal must be sent to show these lines where `drawn` lines of an earlier block stand: each
 * line is overwritten and its rest cleared, what is left of a higher block is blanked. The screen is
 * never cleared as such: some terminals put what they clear into their history.
 */
export function redrawBlock(drawn: number, lines: readonly string[]): string {
  const left = Math.max(0, drawn - lines.length);
  return up(drawn) + lines.map((line) => `${line}\x1b[K\n`).join("") + "\x1b[K\n".repeat(left) +
    up(left);
}

function up(lines: number): string {
  return lines === 0 ? "" : `\x1b[${lines}A`;
}
