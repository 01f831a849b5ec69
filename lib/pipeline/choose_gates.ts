import type { ParsedFlags } from "../model/flag.ts";
import type { GateRow } from "../model/gate.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { nearestSpelling } from "../model/spelling.ts";
import type { LoadedGate } from "../model/verdict_input.ts";

/** The gates, and the audit of waivers where nobody declares it and there is something to audit. */
export function completeGates(
  gates: readonly LoadedGate[],
  rows: readonly GateRow[],
  hasExcuses: boolean,
): readonly LoadedGate[] {
  if (!hasExcuses || gates.some(({ head }) => head.kind === "waivers")) return gates;
  return [...gates, makeGate(rows, { id: "waivers", kind: "waivers" })];
}

/** What `--gate` names, in the declared order; all where it names none. */
export function chooseGates(
  gates: readonly LoadedGate[],
  flags: ParsedFlags,
): Result<readonly LoadedGate[], Problem> {
  const given = flags.values.get("gate");
  if (!Array.isArray(given)) return ok(gates);
  const ids = gates.map(({ head }) => head.id);
  const unknown = given.find((id) => !ids.includes(id));
  if (unknown === undefined) return ok(gates.filter(({ head }) => given.includes(head.id)));
  const near = nearestSpelling(unknown, ids);
  const all = ids.length === 0 ? "No gate is declared" : `Gates: ${ids.join(", ")}`;
  const hint = near === null ? all : `Did you mean --gate ${near}? ${all}`;
  return usage(`--gate: there is no gate "${unknown}"`, hint);
}

/** A gate that nobody declared, with all that its kind takes for granted. */
export function makeGate(
  rows: readonly GateRow[],
  entry: Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string },
): LoadedGate {
  const { id, kind, ...settings } = entry;
  const row = rows.find((one) => one.kind === kind);
  if (row === undefined) throw new Error(`there is no kind of gate ${kind}`);
  const head = { id, kind, blocking: true, owner: null, reproduce: null, remediation: null };
  return { head, row, settings: row.shape.parse(settings, { jitless: true }) };
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
