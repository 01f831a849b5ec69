import type { QuarantineEntry } from "../../lib/model/quarantine.ts";

/** An entry of the quarantine that means every test of the suite unit; any field can be replaced. */
export function sampleEntry(changes: Partial<QuarantineEntry> = {}): QuarantineEntry {
  return {
    id: "unit::*",
    class: "FLAKE-NET",
    owner: "ann",
    reason: "the mirror is slow",
    issue: "SHOP-12",
    expires: "2027-01-31",
    ...changes,
  };
}
