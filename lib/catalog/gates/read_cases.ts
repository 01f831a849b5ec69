import { makeFault } from "./collect_faults.ts";
import type { GateFault } from "../../model/gate.ts";
import { matchPointer, valueAt } from "./match_pointer.ts";
import type { CaseSummary, MustPassSettings } from "./must_pass_settings.ts";
import { tellText, tellValue } from "./tell_value.ts";

/** How one case ended, and where that is told. */
export interface ConformanceCase {
  readonly id: string;
  readonly state: "pass" | "fail" | "not_applicable";
  /** As it was told. */
  readonly status: unknown;
  readonly place: GateFault["place"];
}

/** What a summary or a run tells of its cases, by their ids. */
export type CaseTable = ReadonlyMap<string, ConformanceCase>;

/** Where one case is told. */
type CaseSpot = NonNullable<GateFault["place"]>;

/** Where the cases of one file are put, and who is told of faults. */
export interface CasePlace {
  readonly path: string;
  readonly add: (fault: GateFault) => void;
}

/** Collects cases one by one; an id that comes twice, and a status that nobody knows, are faults. */
export function openCaseTable(settings: MustPassSettings, { path, add }: CasePlace) {
  const cases = new Map<string, ConformanceCase>();
  const fault = (code: string, subject: string, words: string, place: CaseSpot): void =>
    add(makeFault(code, subject, `${place.path}: ${words}`, place));
  return {
    add: (id: unknown, status: unknown, place: CaseSpot): void => {
      const { at } = place;
      if (typeof id !== "string" || id === "" || id.length > 2000) {
        return fault(
          "malformed_case",
          path,
          `the case at ${at} has the id ${tellValue(id)}`,
          place,
        );
      }
      const state = stateOf(settings, status);
      if (state === null) {
        fault("unknown_status", id, `${tellText(id)} has the status ${tellValue(status)}`, place);
      }
      if (cases.has(id)) fault("duplicate_case", id, `${tellText(id)} is told twice`, place);
      // Of two answers the worse one counts.
      const isWorse = cases.get(id)?.state === "fail";
      if (!isWorse) cases.set(id, { id, state: state ?? "fail", status, place });
    },
    malformed: (words: string, place: CaseSpot): void =>
      fault("malformed_case", path, words, place),
    cases: cases as CaseTable,
  };
}

function stateOf(
  { pass, fail, not_applicable }: MustPassSettings,
  status: unknown,
): ConformanceCase["state"] | null {
  const isOne = (list: readonly unknown[]): boolean => list.includes(status);
  if (isOne(fail)) return "fail";
  return isOne(pass) ? "pass" : isOne(not_applicable) ? "not_applicable" : null;
}

/** The cases of a JSON summary. */
export function readCases(
  settings: MustPassSettings,
  summary: CaseSummary,
  { value, ...place }: CasePlace & { readonly value: unknown },
): CaseTable {
  const table = openCaseTable(settings, place);
  for (const { at, value: one } of matchPointer(value, summary.list)) {
    if (one === undefined) {
      table.malformed(`there is no case at ${at}`, { path: place.path, at });
      continue;
    }
    const key = at.slice(at.lastIndexOf("/") + 1).replaceAll("~1", "/").replaceAll("~0", "~");
    const id = summary.id_at === "key" ? key : valueAt(one, summary.id_at);
    table.add(id, valueAt(one, summary.status_at), { path: place.path, at });
  }
  return table.cases;
}

/** How many cases are in which state. */
export function countStates(cases: CaseTable): Record<string, number> {
  const counts: Record<string, number> = { pass: 0, fail: 0, not_applicable: 0 };
  for (const { state } of cases.values()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
