import type { FlakeJson } from "../model/failure_digest_json.ts";
import type { RunRecord } from "../model/run_record.ts";
import { makePast } from "./make_past.ts";

/** Every unsteady test of a run with its kind, its past and the entry that is proposed, as stored. */
export function makeFlakes({ flakes = [], past }: RunRecord): FlakeJson[] {
  return flakes.map(({ id, suite, class: kind, confidence, evidence, proposal }) => {
    const known = past?.get(id);
    return {
      id,
      suite,
      class: kind,
      confidence,
      evidence: [...evidence],
      past: known === undefined ? null : makePast(known),
      quarantine_entry: proposal,
    };
  });
}
