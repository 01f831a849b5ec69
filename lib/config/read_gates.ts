import type { GateHead, GateRow } from "../model/gate.ts";
import { GATE_HEAD_KEYS, GateHeadConfig, gateSchema } from "../model/gate_config.ts";
import type { Problem } from "../model/problem.ts";
import type { Pointer, ReadConfig } from "../model/read_config.ts";
import { err, ok, type Result } from "../model/result.ts";
import { nearestSpelling } from "../model/spelling.ts";
import type { LoadedGate } from "../model/verdict_input.ts";
import { faultAt } from "./check_container.ts";
import { type Accepted, type ConfigFault, explainIssue } from "./explain_issue.ts";
import { placeFault } from "./place_fault.ts";

/** An entry as the loose shape of the configuration leaves it. */
type Entry = Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string };

/** A gate that was read, or what is wrong with its entry. */
interface ReadGate {
  readonly gate: LoadedGate | null;
  readonly faults: readonly ConfigFault[];
}

/**
 * Reads the `gates[]` of a configuration by the rows of their kinds. The first fault in the text (an
 * unknown kind, a misspelt key, a value that is not accepted, an id given twice) is a `config` problem
 * with its line and column.
 */
export function readGates(
  read: ReadConfig,
  rows: readonly GateRow[],
  path: string,
): Result<readonly LoadedGate[], Problem> {
  const entries: readonly Entry[] = read.config.gates ?? [];
  const byKind = new Map(rows.map((row) => [row.kind, row]));
  const gates = entries.map((entry, index) => readGate(entry, byKind, ["gates", index]));
  const faults = [
    ...gates.flatMap(({ faults }) => faults),
    ...findRepeated(entries),
    ...findKept(entries),
  ];
  const fault = placeFault(faults, read, path);
  return fault === null ? ok(gates.flatMap(({ gate }) => gate ?? [])) : err(fault);
}

function readGate(
  entry: Entry,
  byKind: ReadonlyMap<string, GateRow>,
  at: Pointer,
): ReadGate {
  const row = byKind.get(entry.kind);
  if (row === undefined) {
    const kinds = [...byKind.keys()];
    const near = nearestSpelling(entry.kind, kinds);
    const all = `Kinds: ${kinds.join(", ")}`;
    const message = `there is no kind of gate ${JSON.stringify(entry.kind)}`;
    const hint = near === null ? all : `Did you mean "${near}"? ${all}`;
    return { gate: null, faults: faultAt([...at, "kind"], message, hint) };
  }
  // Each half by its own shape; a key that neither knows is found by the kind's, which is strict.
  const head = GateHeadConfig.safeParse(pick(entry, true), { jitless: true });
  const own = row.shape.safeParse(pick(entry, false), { jitless: true });
  const issues = [...head.error?.issues ?? [], ...own.error?.issues ?? []];
  const schema = () => gateSchema(row) as Accepted;
  const faults = issues.map((issue) =>
    placed(explainIssue(issue, entry, { schema, spellings: {} }), at)
  );
  if (!head.success || !own.success) return { gate: null, faults: misspeltFirst(faults) };
  return { gate: { head: headOf(head.data), row, settings: own.data }, faults };
}

/** A misspelt key is why another one is missing: alone it says what to do. */
function misspeltFirst(faults: readonly ConfigFault[]): readonly ConfigFault[] {
  const misspelt = faults.filter(({ atKey }) => atKey === true);
  return misspelt.length > 0 ? misspelt : faults;
}

/** The keys of the head, or all others. */
function pick(entry: Entry, isHead: boolean): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(entry).filter(([key]) => GATE_HEAD_KEYS.includes(key) === isHead),
  );
}

/** The fault is told as one of the entry, and belongs to the whole configuration. */
function placed(fault: ConfigFault, at: Pointer): ConfigFault {
  const name = `gates[${at[1]}]`;
  const isWhole = fault.message.startsWith("the configuration");
  const message = fault.atKey === true
    ? withPlace(fault, name)
    : isWhole
    ? fault.message.replace("the configuration", name)
    : `${name}.${fault.message}`;
  return { ...fault, pointer: [...at, ...fault.pointer], message };
}

/** `Unknown key "a"` of the entry itself, or `Unknown key "a" of x.y` inside of it. */
function withPlace({ message, pointer }: ConfigFault, name: string): string {
  return pointer.length === 1 ? `${message} of ${name}` : message.replace(/ of /, ` of ${name}.`);
}

function findRepeated(entries: readonly Entry[]): readonly ConfigFault[] {
  const seen = new Map<string, number>();
  return entries.flatMap(({ id }, index) => {
    const before = seen.get(id);
    seen.set(id, before ?? index);
    const words = `"${id}" is the id of another gate too (gates[${before}])`;
    const hint = "Give each gate an id of its own: waivers and --gate name it";
    return faultAt(["gates", index, "id"], before === undefined ? null : words, hint);
  });
}

/** Ids of what is judged beside the declared gates; no gate may take one of them for itself. */
const KEPT: Readonly<Record<string, string>> = {
  waivers: "the audit of waivers (kind waivers)",
  promotion: "the promotion mode",
  certification: "what --certify requires beside the gates",
};

function findKept(entries: readonly Entry[]): readonly ConfigFault[] {
  return entries.flatMap(({ id, kind }, index) => {
    const words = Object.hasOwn(KEPT, id) && id !== kind ? `"${id}" is kept for ${KEPT[id]}` : null;
    return faultAt(["gates", index, "id"], words, "Give the gate another id");
  });
}

function headOf(config: GateHeadConfig): GateHead {
  return {
    id: config.id,
    kind: config.kind,
    blocking: config.blocking ?? true,
    owner: config.owner ?? null,
    reproduce: config.reproduce ?? null,
    remediation: config.remediation ?? null,
  };
}
