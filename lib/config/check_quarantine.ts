import type { Pointer } from "../model/read_config.ts";
import type { QuarantineEntry } from "../model/quarantine.ts";
import { faultAt } from "./check_container.ts";
import type { ConfigFault } from "./explain_issue.ts";

/** What is wrong with quarantine entries beyond their types: days, patterns for everything, repetitions. */
export function checkQuarantine(entries: readonly QuarantineEntry[]): readonly ConfigFault[] {
  const seen = new Map<string, number>();
  return entries.flatMap(({ id, expires }, index) => {
    const before = seen.get(id);
    seen.set(id, before ?? index);
    const at: Pointer = ["quarantine", index];
    return [
      ...faultAt([...at, "expires"], faultOfDay(expires), "Write a day such as 2027-01-31"),
      ...faultAt([...at, "id"], faultOfPattern(id), "Name a suite, a file or a test in it"),
      ...faultAt(
        [...at, "id"],
        before === undefined ? null : `the same pattern as quarantine[${before}]`,
        "Keep one of the two",
      ),
    ];
  });
}

/** Digits in the right places are not yet a day of the calendar. */
function faultOfDay(text: string): string | null {
  const time = Date.parse(`${text}T00:00:00Z`);
  const isDay = Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
  return isDay ? null : `${JSON.stringify(text)} is not a day of the calendar`;
}

/** A pattern of wildcards alone would make any run green. */
function faultOfPattern(id: string): string | null {
  const literal = id.replaceAll(/[*?:\s]/g, "");
  return literal === "" ? `${JSON.stringify(id)} would excuse every test` : null;
}
