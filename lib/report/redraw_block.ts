import { displayHeight } from "./fit_columns.ts";

/** A block that stands on a terminal, directly above the cursor. */
export interface DrawnBlock {
  /** Its lines as they were drawn, colours included. */
  readonly lines: readonly string[];
  /** Columns that the terminal has now. */
  readonly columns: number;
  /** True for a terminal that wraps what it shows anew when it is made narrower; most do. */
  readonly reflows: boolean;
}

const COLOURS = new RegExp(`${String.fromCodePoint(0x1b)}\\[[\\d;]*m`, "g");

/**
 * What a terminal must be sent to show these lines where an earlier block stands: each line is
 * overwritten and its rest cleared, what is left of a higher block is blanked. A block that was wrapped
 * since, because the terminal is narrower now, is found by the rows it takes today. The screen is never
 * cleared as such: some terminals put what they clear into their history.
 */
export function redrawBlock(drawn: DrawnBlock, lines: readonly string[]): string {
  const rows = drawn.lines.reduce((sum, line) => sum + rowsOf(line, drawn), 0);
  const left = Math.max(0, rows - lines.length);
  return up(rows) + lines.map((line) => `${line}\x1b[K\n`).join("") + "\x1b[K\n".repeat(left) +
    up(left);
}

function rowsOf(line: string, { columns, reflows }: DrawnBlock): number {
  return reflows ? displayHeight(line.replace(COLOURS, ""), columns) : 1;
}

function up(lines: number): string {
  return lines === 0 ? "" : `\x1b[${lines}A`;
}
