import { GATE_HEAD_KEYS } from "../model/gate_config.ts";
import type { GateScenario, GateWorld } from "../model/gate_scenario.ts";
import type { RecordedRun } from "../model/recorded_run.ts";

/** One change of what a scenario takes from another one. */
export interface ScenarioEdit {
  /** Path of a file of the scenario; or `record`: the run that is given so. */
  readonly file?: string;
  readonly record?: string;
  /** JSON pointer to what becomes `value`, or goes where there is none. */
  readonly at?: string;
  readonly value?: unknown;
  /** The whole text of the file; null: it is not there. */
  readonly text?: string | null;
}

/** What `scenario.json` says, in `fixtures/gates/<kind>/…/`. Files may stand in `files/` beside it too. */
export interface ScenarioJson extends Omit<GateWorld, "isCut" | "records"> {
  readonly about: string;
  /** Folder of the scenario, relative to this one, that this one differs from by little. */
  readonly from?: string;
  /** The entry with its head, as it would stand in `qa.jsonc`. */
  readonly gate?: Readonly<Record<string, unknown>>;
  /** Keys of the entry that are others here. */
  readonly entry?: Readonly<Record<string, unknown>>;
  /** Folders of runs below the repository by how a gate gives them; or why there is none. */
  readonly records?: Readonly<Record<string, { readonly folder: string } | string>>;
  readonly cut_listing?: boolean;
  readonly edits?: readonly ScenarioEdit[];
}

/** All scenarios as they are stored: by their folder below `fixtures/gates`, and the runs that they judge. */
export interface StoredScenarios {
  readonly scenarios: ReadonlyMap<string, ScenarioJson>;
  readonly expects: ReadonlyMap<string, readonly string[]>;
  /** By their folder below the repository. */
  readonly records: ReadonlyMap<string, RecordedRun>;
}

/** A line of `gate_scenarios.jsonl`. */
type Line =
  | { readonly folder: string; readonly record: RecordedRun }
  | { readonly folder: string; readonly scenario: ScenarioJson; readonly expects: string[] };

/** Scenarios with known answers of every kind of gate, sorted by kind and name; loaded for the self-test only. */
export function loadGateScenarios(): Promise<readonly GateScenario[]> {
  return import("./gate_scenarios.jsonl", { with: { type: "text" } })
    .then(({ default: text }) => resolveGateScenarios(readLines(text)));
}

function readLines(text: string): StoredScenarios {
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line) as Line);
  const records = lines.flatMap((line) =>
    "record" in line ? [[line.folder, line.record] as const] : []
  );
  const told = lines.flatMap((line) => "scenario" in line ? [line] : []);
  return {
    scenarios: new Map(told.map(({ folder, scenario }) => [folder, scenario])),
    expects: new Map(told.map(({ folder, expects }) => [folder, expects])),
    records: new Map(records),
  };
}

/** The text of `gate_scenarios.jsonl`. */
export function formatGateScenarios(stored: StoredScenarios): string {
  const { scenarios, expects, records } = stored;
  const lines: Line[] = [
    ...[...records].map(([folder, record]) => ({ folder, record })),
    ...[...scenarios].map(([folder, scenario]) => {
      return { folder, scenario, expects: [...expects.get(folder) ?? []] };
    }),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Scenarios with everything that they take from others. */
export function resolveGateScenarios(stored: StoredScenarios): readonly GateScenario[] {
  return [...stored.scenarios.keys()].map((folder) => {
    const { gate, about, world } = resolve(folder, stored);
    const [kind = "", ...name] = folder.split("/");
    const settings = Object.fromEntries(
      Object.entries(gate).filter(([key]) => !GATE_HEAD_KEYS.includes(key)),
    );
    const expects = stored.expects.get(folder) ?? [];
    return { kind, name: name.join("/"), about, settings, expects, ...world };
  });
}

interface Resolved {
  readonly about: string;
  readonly gate: Readonly<Record<string, unknown>>;
  readonly world: GateWorld;
}

function resolve(folder: string, stored: StoredScenarios): Resolved {
  const own = stored.scenarios.get(folder);
  if (own === undefined) throw new Error(`there is no scenario ${folder}`);
  const base = own.from === undefined ? null : resolve(folderAt(folder, own.from), stored);
  const gate = { ...base?.gate, ...own.gate, ...own.entry };
  const records = Object.entries(own.records ?? {}).map(([given, one]) => [
    given,
    typeof one === "string" ? one : recordOf(given, stored.records.get(one.folder)),
  ]);
  const world: GateWorld = {
    files: { ...base?.world.files, ...own.files },
    modified: { ...base?.world.modified, ...own.modified },
    records: { ...base?.world.records, ...Object.fromEntries(records) },
    evidence: { ...base?.world.evidence, ...own.evidence },
    programs: { ...base?.world.programs, ...own.programs },
    context: { ...base?.world.context, ...own.context },
    isCut: own.cut_listing ?? false,
  };
  return { about: own.about, gate, world: (own.edits ?? []).reduce(edit, world) };
}

function recordOf(given: string, record: RecordedRun | undefined): RecordedRun {
  if (record === undefined) throw new Error(`the run ${given} is not stored`);
  return { ...record, given };
}

function folderAt(folder: string, from: string): string {
  const parts = folder.split("/");
  for (const part of from.split("/")) {
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

function edit(world: GateWorld, { file, record, at = "", value, text }: ScenarioEdit): GateWorld {
  if (record !== undefined) {
    const changed = changeAt(structuredClone(world.records?.[record]), at, value) as RecordedRun;
    return { ...world, records: { ...world.records, [record]: changed } };
  }
  if (file === undefined) throw new Error("an edit is of a file or a record");
  const files: Record<string, unknown> = { ...world.files };
  if (text === null) delete files[file];
  else if (text !== undefined) files[file] = text;
  else files[file] = JSON.stringify(changeAt(valueOf(files[file]), at, value));
  return { ...world, files };
}

function valueOf(file: unknown): unknown {
  return typeof file === "string" ? JSON.parse(file) : structuredClone(file ?? null);
}

/** Sets what stands at a pointer, or takes it away for undefined. */
function changeAt(root: unknown, pointer: string, value: unknown): unknown {
  const keys = pointer.split("/").slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop();
  if (last === undefined) return value;
  let here = root as Record<string, unknown>;
  for (const key of keys) here = here[key] as Record<string, unknown>;
  if (value !== undefined) here[last] = value;
  else if (Array.isArray(here)) here.splice(Number(last), 1);
  else delete here[last];
  return root;
}
