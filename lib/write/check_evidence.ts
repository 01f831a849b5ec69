import type { Host } from "../host/host.ts";
import type { EvidenceCheck, EvidenceFault } from "../model/evidence_check.ts";
import { EVIDENCE_INDEX, type EvidenceJson } from "../model/evidence_json.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { explainUnread, hashEvidence } from "./hash_evidence.ts";
import { listEvidence } from "./list_evidence.ts";
import { loadEvidenceIndex } from "./load_evidence_index.ts";

type Listed = EvidenceJson["artifacts"][number];

/**
 * Compares a run's folder with its `evidence/index.json`: every listed file is to be there with its
 * size and SHA-256, and none besides. The index is a stranger's text: only what really stands below
 * the folder is opened, whatever paths it names. A problem when there is no index that can be read.
 */
export async function checkEvidence(
  host: Host,
  folder: string,
): Promise<Result<EvidenceCheck, Problem>> {
  const index = await loadEvidenceIndex(host, folder);
  if (!index.ok) return index;
  const there = await listEvidence(host, folder);
  if (!there.ok) return there;
  const { artifacts, left_out, run_id } = index.value;
  const listed = new Map(artifacts.map((one) => [one.path, one]));
  const known = new Set([...listed.keys(), ...left_out.map(({ path }) => path), EVIDENCE_INDEX]);
  const faults = [
    ...findRepeated(artifacts),
    ...left_out.map(unread),
    ...findMissing(artifacts, there.value),
    ...there.value.filter((path) => !known.has(path)).map(extra),
    ...await findChanged(host, folder, there.value, listed),
  ];
  const sorted = faults.toSorted((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return ok({ runId: run_id, listed: artifacts.length, faults: sorted });
}

function findRepeated(artifacts: readonly Listed[]): readonly EvidenceFault[] {
  const seen = new Set<string>();
  return artifacts.filter(({ path }) => seen.size === seen.add(path).size)
    .map(({ path }) => ({ path, fault: "repeated", detail: "the index lists it more than once" }));
}

function findMissing(
  artifacts: readonly Listed[],
  there: readonly string[],
): readonly EvidenceFault[] {
  const found = new Set(there);
  return artifacts.filter(({ path }) => !found.has(path))
    .map(({ path }) => ({ path, fault: "missing", detail: "" }));
}

function unread({ path, why }: EvidenceJson["left_out"][number]): EvidenceFault {
  return { path, fault: "unreadable", detail: `${why}, when the index was made` };
}

function extra(path: string): EvidenceFault {
  return { path, fault: "extra", detail: "the index does not list it" };
}

async function findChanged(
  host: Host,
  folder: string,
  there: readonly string[],
  listed: ReadonlyMap<string, Listed>,
): Promise<readonly EvidenceFault[]> {
  const hashed = await hashEvidence(host, folder, there.filter((path) => listed.has(path)));
  return hashed.flatMap(({ path, hash }): readonly EvidenceFault[] => {
    const wanted = listed.get(path)!;
    if (!hash.ok) return [{ path, fault: "unreadable", detail: explainUnread(hash.error) }];
    const { sizeBytes, sha256 } = hash.value;
    if (sizeBytes !== wanted.size_bytes) {
      const detail = `${sizeBytes} bytes instead of ${wanted.size_bytes}`;
      return [{ path, fault: "changed", detail }];
    }
    if (sha256 === wanted.sha256) return [];
    return [{ path, fault: "changed", detail: `SHA-256 ${sha256} instead of ${wanted.sha256}` }];
  });
}
