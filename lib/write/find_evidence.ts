import type { Host } from "../host/host.ts";
import { loadEvidenceIndex } from "./load_evidence_index.ts";

/**
 * The folder of the run that is meant: the folder itself, or, where it is an outputs folder, that of
 * the run published there. The id in an index is a stranger's text: one with a path in it leads nowhere.
 */
export async function findEvidence(host: Host, folder: string): Promise<string> {
  if ((await host.files.stat(`${folder}/logs`))?.kind !== "folder") return folder;
  const index = await loadEvidenceIndex(host, folder);
  if (!index.ok || !/^[\w-][\w.-]*$/.test(index.value.run_id)) return folder;
  return `${folder}/logs/${index.value.run_id}`;
}
