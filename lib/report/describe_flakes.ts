import type { FlakeAccount } from "../model/flake.ts";
import type { RunRecord } from "../model/run_record.ts";

/** Where the kinds of unsteady tests stand, and the entries that would keep them in quarantine. */
export const FLAKES_PATH = "failure_diagnostics_index.json";

/** The kinds of a run's unsteady tests in one line, with where the proposed entries stand; none without any. */
export function describeFlakes({ flakes = [] }: Pick<RunRecord, "flakes">): readonly string[] {
  if (flakes.length === 0) return [];
  const kinds = Map.groupBy(flakes, (flake) => flake.class);
  const counts = [...kinds].toSorted((a, b) => b[1].length - a[1].length)
    .map(([kind, { length }]) => length === 1 ? kind : `${kind} (${length})`);
  const where = flakes.some(({ proposal }) => proposal !== null)
    ? `, quarantine entries to paste are in ${FLAKES_PATH}`
    : `, see ${FLAKES_PATH}`;
  return [`unsteady, most likely: ${counts.join(", ")}${where}`];
}

/** One unsteady test in words: its kind, how sure that is, and what speaks for it most. */
export function describeFlake({ id, class: kind, confidence, evidence: [why = ""] }: FlakeAccount) {
  const sure = confidence < 0.5 ? "a guess" : `${Math.round(confidence * 100)} %`;
  return { id, words: `${kind} (${sure})${why === "" ? "" : `: ${why}`}` };
}
