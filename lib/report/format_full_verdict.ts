import type { FullVerdict, JudgedFault, JudgedGate } from "../model/full_verdict.ts";
import { cleanLine } from "./clean_terminal.ts";
import { formatFaultPlace } from "./format_fault_place.ts";
import { paint } from "./paint.ts";

/** What a terminal is told of a verdict. */
export interface FullVerdictView {
  readonly color: boolean;
  /** Where the whole of it stands, as a path to open. */
  readonly report: string;
}

/** Faults of one gate that are shown; the report has more. */
const MOST_FAULTS = 5;
/** Gates that are shown with their faults. */
const MOST_GATES = 20;

/** The verdict for a terminal: the answer first, then each failing gate with its faults, what to do, the command. */
export function formatFullVerdict(full: FullVerdict, { color, report }: FullVerdictView): string {
  const isPassed = full.verdict === "passed";
  const word = paint(isPassed ? "passed" : "FAILED", isPassed ? "green" : "red", color);
  // Those that decide come first: what is cut off must not be why the verdict failed.
  const failing = full.gates.filter(({ status }) => status === "fail")
    .toSorted((a, b) => Number(b.decides) - Number(a.decides));
  const shown = failing.slice(0, MOST_GATES);
  const left = failing.length - shown.length;
  return [
    `${word}: ${clip(full.why)}`,
    ...certificate(full),
    ...shown.map((gate) => `\n${formatGate(gate, color)}`),
    ...left === 0
      ? []
      : [`\n${left} more failing ${left === 1 ? "gate" : "gates"}: see the report`],
    ...failing.length === 0 ? [] : [""],
    ...noteLines(full),
    `report: ${report}`,
  ].join("\n") + "\n";
}

function certificate({ mode, reasons }: FullVerdict): readonly string[] {
  if (mode !== "certify") return [];
  return [reasons.length === 0 ? "CERTIFIED" : "NOT CERTIFIED"];
}

function formatGate(gate: JudgedGate, color: boolean): string {
  const { head, detail, faults, faultCount, remediation, reproduce } = gate;
  const weight = gate.decides ? "" : head.blocking ? ", does not decide now" : ", does not block";
  const owner = head.owner === null ? "" : `, owner ${cleanLine(head.owner)}`;
  const open = faults.filter(({ waivedBy }) => waivedBy === null);
  const more = faultCount - faults.length + Math.max(0, open.length - MOST_FAULTS);
  return [
    `${paint("fail", "red", color)} ${
      paint(head.id, "bold", color)
    } (${head.kind}${weight}${owner})`,
    ...open.length === 1 && open[0]?.message === detail ? [] : [`  ${clip(detail)}`],
    ...open.slice(0, MOST_FAULTS).map((fault) => `  - ${formatFault(fault)}`),
    ...more === 0 ? [] : [`  - and ${more} more`],
    ...remediation.slice(0, MOST_FAULTS).map((step) => `  do:  ${clip(step)}`),
    `  run: ${cleanLine(reproduce)}`,
  ].join("\n");
}

function formatFault({ message, place }: JudgedFault): string {
  if (place === null) return clip(message);
  const where = cleanLine(formatFaultPlace(place));
  const isTold = place.at === null && message.includes(place.path);
  return isTold ? clip(message) : `${clip(message)} [${where}]`;
}

/** At most two: a green verdict is five lines long at most, whatever there is to say. */
function noteLines({ notes, gates }: FullVerdict): readonly string[] {
  const all = [
    ...notes,
    ...gates.flatMap((gate) => gate.notes.map((note) => `${gate.head.id}: ${note}`)),
  ];
  const more = all.length > 2 ? [`note: ${all.length - 1} more notes in the report`] : [];
  return [...all.slice(0, all.length > 2 ? 1 : 2).map((note) => `note: ${clip(note)}`), ...more];
}

/** One line of a width that a terminal can bear. */
function clip(text: string): string {
  const line = cleanLine(text);
  return line.length <= 300 ? line : `${line.slice(0, 300)}…`;
}
