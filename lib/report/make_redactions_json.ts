import type { RedactionsJson } from "../model/redactions_json.ts";
import type { RunRecord } from "../model/run_record.ts";

/** `redactions.json` of a run; an empty list says that nothing had to be replaced. */
export function makeRedactionsJson({ runId, redactions }: RunRecord): RedactionsJson {
  return {
    schema: "qa.redactions.v1",
    run_id: runId,
    total: redactions.reduce((sum, one) => sum + one.count, 0),
    redactions: redactions.map(({ rule, file, count }) => ({ rule, file, count })),
  };
}
