import type { EvidenceCheck, EvidenceFault } from "../model/evidence_check.ts";
import { cleanLine } from "./clean_terminal.ts";

/** What a check of a run's evidence says to a person: each fault in a line, then the answer. */
export function formatEvidence({ runId, listed, faults }: EvidenceCheck): string {
  const files = listed === 1 ? "1 listed file" : `${listed} listed files`;
  const answer = faults.length === 0
    ? `${runId}: ${files}, each as the run left it, and no other`
    : `${runId}: ${files}, ${countFaults(faults)}`;
  return [...faults.map(formatFault), answer].map((line) => `${cleanLine(line)}\n`).join("");
}

function formatFault({ path, fault, detail }: EvidenceFault): string {
  return `${fault} ${path}${detail === "" ? "" : `: ${detail}`}`;
}

/** `2 changed, 1 missing`, in the order in which they are met. */
function countFaults(faults: readonly EvidenceFault[]): string {
  const counts = Map.groupBy(faults, ({ fault }) => fault);
  return [...counts].map(([fault, all]) => `${all.length} ${fault}`).join(", ");
}
