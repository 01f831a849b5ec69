import type { GateFault, Unread } from "../../model/gate.ts";
import { makeFault } from "./collect_faults.ts";
import { tellText } from "./tell_value.ts";

/** The codes of everything that reads a run. */
export const RECORD_CODES = {
  missing_record: "Run the gate first, or correct the record in the entry",
  unreadable_record:
    "Run the gate again: the record is torn, contradicts itself, or is of a newer tool",
} as const;

/** Why a run cannot be judged, as a fault. */
export function explainRecord(given: string, { code, why }: Unread): GateFault {
  const kind = code === "not-found" ? "missing_record" : "unreadable_record";
  const message = `the run ${tellText(given)} cannot be used: ${tellText(why)}`;
  return makeFault(kind, given, message, { path: given, at: null });
}
