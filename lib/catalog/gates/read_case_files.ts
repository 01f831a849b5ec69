import type { Asking, GateContext } from "../../model/gate.ts";
import { type FaultCollection, makeFault } from "./collect_faults.ts";
import { matchPointer, valueAt } from "./match_pointer.ts";
import type { CaseSummary, MustPassSettings } from "./must_pass_settings.ts";
import { type CaseTable, countStates, readCases } from "./read_cases.ts";
import { readJson } from "./read_json.ts";
import { tellValue } from "./tell_value.ts";

/** Who judges, and who is told of faults. */
interface CaseSession {
  readonly context: GateContext;
  readonly faults: FaultCollection;
}

/** The cases of the summary, and faults where its own numbers are others; null where it cannot be used. */
export function* readCaseSummary(
  settings: MustPassSettings,
  summary: CaseSummary,
  { context, faults }: CaseSession,
): Asking<CaseTable | null> {
  const { path } = summary;
  const read = yield* readJson(summary, context.now);
  read.faults.forEach(faults.add);
  if (read.value === undefined) return null;
  const table = readCases(settings, summary, { path, value: read.value, add: faults.add });
  const counted = countStates(table);
  const total = table.size;
  for (const [name, at] of Object.entries(summary.counts)) {
    const count = { ...counted, total }[name];
    const told = at === undefined ? count : valueAt(read.value, at);
    if (told === count) continue;
    const message = `${path}: ${at} is ${tellValue(told)}; ${count} cases are counted as ${name}`;
    faults.add(makeFault("wrong_count", `${path}#${at}`, message, { path, at: at ?? null }));
  }
  return table;
}

/** Ids of the cases that must pass. */
export function* readCaseList(
  { cases }: MustPassSettings,
  { now }: GateContext,
  { add }: FaultCollection,
): Asking<readonly string[]> {
  if (!("path" in cases)) return [...new Set(cases)];
  const { path, list } = cases;
  const read = yield* readJson({ path, schema_at: "/schema" }, now);
  read.faults.forEach(add);
  if (read.value === undefined) return [];
  const found = matchPointer(read.value, list).filter(({ value }) => value !== undefined);
  for (const { at, value } of found.filter((one) => typeof one.value !== "string")) {
    const message = `${path}: ${at} is ${tellValue(value)}; the id of a case is wanted`;
    add(makeFault("malformed_case", path, message, { path, at }));
  }
  if (found.length === 0) {
    const message = `${path} lists no case at ${list}`;
    add(makeFault("empty_list", path, message, { path, at: list }));
  }
  return [...new Set(found.flatMap(({ value }) => typeof value === "string" ? [value] : []))];
}

/** The cases of the baseline; null where there is none, which is a fault where one is declared. */
export function* readCaseBaseline(
  settings: MustPassSettings,
  { now }: GateContext,
  { add }: FaultCollection,
): Asking<CaseTable | null> {
  const { baseline: path, summary } = settings;
  if (path === undefined || summary === undefined) return null;
  // A baseline may be old, and of the schema of its day.
  const read = yield* readJson({ path, schema_at: summary.schema_at }, now);
  read.faults.forEach(add);
  return read.value === undefined
    ? null
    : readCases(settings, summary, { path, value: read.value, add });
}
