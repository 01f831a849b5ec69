import { REPORT_PAGE } from "../catalog/text_artifacts.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { explainUnread } from "../write/hash_evidence.ts";
import { cleanRecord, renderClean } from "./render_html.ts";
import type { GateRun } from "./run_gate.ts";
import { historyOf } from "./with_history.ts";

/**
 * Makes the page of a run ready: what is replaced in it is counted at once, before the file that tells
 * of that is written. The page itself is written when that is asked for, which can be after the answer.
 */
export function preparePage(
  host: Host,
  { record, run }: Pick<GateRun, "record" | "run">,
  { redactor, warn }: {
    readonly redactor: Redactor;
    readonly warn: (message: string) => void;
  },
): () => Promise<void> {
  const clean = cleanRecord(record, redactor);
  const historyPath = historyOf(record.plan, run.outputs);
  const target = `${run.path}/${REPORT_PAGE}`;
  const place = { runFolder: run.path, target, historyPath, isOwn: true, warn };
  return async () => {
    const written = await renderClean(host, clean, place);
    if (!written.ok) warn(`${REPORT_PAGE} was not written: ${explainUnread(written.error)}`);
  };
}
