import type { PastJson } from "../model/history_json.ts";
import type { RunRecord } from "../model/run_record.ts";
import { makePast } from "./make_past.ts";

/** A test as stored with what earlier runs tell of it; as it is where they tell nothing. */
export function addPast<T extends { readonly id: string }>(
  { past }: Pick<RunRecord, "past">,
  told: T,
): T & { past?: PastJson } {
  const known = past?.get(told.id);
  return known === undefined ? told : { ...told, past: makePast(known) };
}
