import type { Host } from "../host/host.ts";
import { EVIDENCE_INDEX, type EvidenceJson } from "../model/evidence_json.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { explainUnread, type HashedEvidence, hashEvidence } from "./hash_evidence.ts";
import { listEvidence } from "./list_evidence.ts";

/** Whose files are listed, and by which names they are known. */
export interface EvidenceOptions {
  readonly runId: string;
  /** Absolute folder of the run. */
  readonly folder: string;
  /** The kind of a file by its path relative to the folder. */
  readonly kindOf: (path: string) => string;
}

/**
 * Writes `evidence/index.json`: every file of a run's folder with size and SHA-256. It is the last
 * file of a run and lists all others: what changes after it is seen by `checkEvidence`.
 */
export async function writeEvidenceIndex(
  host: Host,
  { runId, folder, kindOf }: EvidenceOptions,
): Promise<Result<void, Problem>> {
  const listed = await listEvidence(host, folder);
  if (!listed.ok) return listed;
  const paths = listed.value.filter((path) => path !== EVIDENCE_INDEX);
  const hashed = await hashEvidence(host, folder, paths);
  const index: EvidenceJson = {
    schema: "qa.evidence.v1",
    run_id: runId,
    made_at: host.now(),
    artifacts: hashed.flatMap((one) => makeArtifact(one, kindOf)),
    left_out: hashed.flatMap(makeLeftOut),
  };
  const made = await host.files.makeDir(`${folder}/evidence`);
  if (!made.ok) return made;
  const text = `${JSON.stringify(index, null, 2)}\n`;
  return await host.files.writeWhole(`${folder}/${EVIDENCE_INDEX}`, text);
}

function makeArtifact(
  { path, hash }: HashedEvidence,
  kindOf: EvidenceOptions["kindOf"],
): EvidenceJson["artifacts"] {
  if (!hash.ok) return [];
  const { sizeBytes, sha256 } = hash.value;
  return [{ path, size_bytes: sizeBytes, sha256, kind: kindOf(path) }];
}

function makeLeftOut({ path, hash }: HashedEvidence): EvidenceJson["left_out"] {
  return hash.ok ? [] : [{ path, why: explainUnread(hash.error) }];
}
