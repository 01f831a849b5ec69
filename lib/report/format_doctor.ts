import type { PreflightCheck, PreflightJson } from "../model/preflight_json.ts";
import { cleanLine } from "./clean_terminal.ts";
import { fitColumns } from "./fit_columns.ts";
import { formatDuration } from "./format_duration.ts";
import { type Colour, paint } from "./paint.ts";

/** How the checks are drawn. */
export interface DoctorStyle {
  readonly color: boolean;
  readonly columns: number;
}

const COLOURS: Readonly<Record<PreflightCheck["status"], Colour>> = {
  "ok": "green",
  "warning": "yellow",
  "fail": "red",
};
const WIDTH = 9;
const ID_WIDTH = 10;

/** A preflight for a terminal: a line for each check, one for its remedy, the answer last. */
export function formatDoctor(
  { checks, says, exit_code: exit, duration_ms: ms }: PreflightJson,
  style: DoctorStyle,
): string {
  const lines = checks.flatMap((check) => describeCheck(check, style));
  const head = exit === 0 ? "READY" : "NOT READY";
  const word = paint(head, exit === 0 ? "green" : "red", style.color);
  const end = exit === 0 ? "" : `; exit ${exit}`;
  return `${[...lines, `${word}  ${cleanLine(says)}; ${formatDuration(ms)}${end}`].join("\n")}\n`;
}

function describeCheck({ id, status, says, remedy }: PreflightCheck, style: DoctorStyle) {
  const columns = Math.max(20, style.columns);
  const line = fitColumns(`${cleanLine(id).padEnd(ID_WIDTH)} ${cleanLine(says)}`, columns - WIDTH);
  const word = `${paint(status, COLOURS[status], style.color)}${" ".repeat(WIDTH - status.length)}`;
  const hint = remedy === "" ? [] : [
    fitColumns(`${" ".repeat(WIDTH + ID_WIDTH + 1)}-> ${cleanLine(remedy)}`, columns),
  ];
  return [`${word}${line}`.trimEnd(), ...hint];
}
