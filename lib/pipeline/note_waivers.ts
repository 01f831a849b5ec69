import type { JudgedGate, QuarantineStanding, WaiverAccount } from "../model/full_verdict.ts";
import { nearestSpelling } from "../model/spelling.ts";
import type { WaiverEntry } from "../model/waiver.ts";

/** The gates, with what the audit found out in the notes of the gate that judges waivers. */
export function noteWaivers(
  gates: readonly JudgedGate[],
  waivers: readonly WaiverAccount[],
  quarantine: readonly QuarantineStanding[],
): readonly JudgedGate[] {
  const notes = [
    ...waivers.flatMap((one) => noteWaiver(one, gates)),
    ...quarantine.flatMap(noteEntry),
  ];
  if (notes.length === 0) return gates;
  return gates.map((gate) =>
    gate.head.kind === "waivers" && gate.status !== "not-judged"
      ? { ...gate, notes: [...gate.notes, ...notes] }
      : gate
  );
}

function noteWaiver(
  { index, entry, status, daysLeft }: WaiverAccount,
  gates: readonly JudgedGate[],
): readonly string[] {
  if (entry === null) return [];
  if (status === "unknown-gate") return [`waivers[${index}]: ${sayUnknown(entry.gate, gates)}`];
  if (status === "unused") return [`waivers[${index}]: ${sayUnused(entry, gates)}`];
  const isEnding = status === "used" && daysLeft !== null && daysLeft <= 7;
  const last = daysLeft === 1 ? "today is its last day" : `its last day is ${entry.expires}`;
  return isEnding ? [`waivers[${index}] for ${entry.gate}: ${last}`] : [];
}

function sayUnknown(id: string, gates: readonly JudgedGate[]): string {
  const near = nearestSpelling(id, gates.map(({ head }) => head.id));
  const remedy = near === null ? "correct its name" : `did you mean ${near}? Correct its name`;
  return `there is no gate ${id}; ${remedy}, or remove the waiver`;
}

/** A waiver that is not needed any more, and one that misses what it is meant for, look alike to a program only. */
function sayUnused({ gate: id, scope }: WaiverEntry, gates: readonly JudgedGate[]): string {
  const gate = gates.find(({ head }) => head.id === id);
  if (gate?.head.kind === "waivers") return `nothing excuses the gate ${id}; remove it`;
  const open = gate?.faults.find(({ waivedBy }) => waivedBy === null);
  if (open !== undefined) {
    const [wanted, found] = [scope, open.subject].map((text) => JSON.stringify(text));
    return `its scope ${wanted} means no fault of ${id}; one is about ${found}`;
  }
  const isDouble = gate !== undefined && gate.faults.length > 0;
  return isDouble
    ? `other waivers excuse every fault of ${id}; remove it`
    : `it excuses no fault of ${id} any more; remove it`;
}

function noteEntry({ index, id, status }: QuarantineStanding): readonly string[] {
  return status === "unused"
    ? [`quarantine[${index}]: no test of the newest run is meant by ${id}; remove it`]
    : [];
}
