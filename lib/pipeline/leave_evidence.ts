import { kindOfArtifact } from "../catalog/artifacts.ts";
import { REPORT_PAGE } from "../catalog/text_artifacts.ts";
import type { Host } from "../host/host.ts";
import { EVIDENCE_INDEX } from "../model/evidence_json.ts";
import { INDEX_NAME } from "../model/index_name.ts";
import { explainUnread } from "../write/hash_evidence.ts";
import { publishRun } from "../write/publish_run.ts";
import { writeEvidenceIndex } from "../write/write_evidence_index.ts";
import type { GateRun } from "./run_gate.ts";

/** How it is left. */
export interface LeaveOptions {
  /** The stable names are this run's: its index belongs beside them. */
  readonly isPublished: boolean;
  readonly warn: (message: string) => void;
}

/**
 * Lists what a run has left, by size and SHA-256, when nobody writes to its folder any more; then
 * puts the list under its stable name. A failure is a warning and changes no verdict.
 */
export async function leaveEvidence(
  host: Host,
  { record, run }: Pick<GateRun, "record" | "run">,
  { isPublished, warn }: LeaveOptions,
): Promise<void> {
  const { runId } = record;
  const options = { runId, folder: run.path, kindOf: kindOfArtifact };
  const written = await writeEvidenceIndex(host, options);
  if (!written.ok) {
    warn(`${EVIDENCE_INDEX} was not written: ${explainUnread(written.error)}`);
    return;
  }
  if (!isPublished) return;
  // Page and index are made after the other stable names were put there, too.
  const names = [REPORT_PAGE, INDEX_NAME, EVIDENCE_INDEX];
  const published = await publishRun(host, run, { names, startedAt: record.startedAt });
  if (published.ok && published.value !== "locked") return;
  const why = published.ok ? "another run is publishing" : explainUnread(published.error);
  warn(`${EVIDENCE_INDEX} in ${run.outputs} is missing: ${why}`);
}
