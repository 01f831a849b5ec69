import type { GateRow } from "../model/gate.ts";

/** Every kind of gate with the question it answers, for a terminal. */
export function formatGateKinds(rows: readonly GateRow[]): string {
  const width = Math.max(...rows.map(({ kind }) => kind.length));
  return rows.map(({ kind, answers }) => `${kind.padEnd(width)}  ${answers}\n`).join("");
}
