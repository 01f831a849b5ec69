import type { Problem } from "../model/problem.ts";
import type { ReadConfig } from "../model/read_config.ts";
import type { ConfigFault } from "./explain_issue.ts";

/**
 * Of several faults the one that stands first in the text, as a `config` problem with its line and
 * column that says how many more there are; null where there is none.
 */
export function placeFault(
  faults: readonly ConfigFault[],
  { placeOf, keyPlaceOf }: Pick<ReadConfig, "placeOf" | "keyPlaceOf">,
  path: string,
): Problem | null {
  const placed = faults.map((fault) => ({
    fault,
    place: fault.atKey === true ? keyPlaceOf(fault.pointer) : placeOf(fault.pointer),
  }));
  placed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const [first] = placed;
  if (first === undefined) return null;
  const { fault: { message, hint }, place: { line, column } } = first;
  const more = faults.length === 1 ? "" : ` (and ${faults.length - 1} more)`;
  return { kind: "config", path, line, column, message: message + more, hint };
}
