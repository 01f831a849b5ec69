import type { Host } from "../host/host.ts";
import { EVIDENCE_INDEX, EvidenceJson } from "../model/evidence_json.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** An index of a hundred thousand files is smaller. */
const INDEX_MAX_BYTES = 64 * 1024 ** 2;

/** The index of a run's folder, checked against its schema; a problem when there is none. */
export async function loadEvidenceIndex(
  host: Host,
  folder: string,
): Promise<Result<EvidenceJson, Problem>> {
  const path = `${folder}/${EVIDENCE_INDEX}`;
  const text = await host.files.readText(path, INDEX_MAX_BYTES);
  if (!text.ok) return text;
  const index = EvidenceJson.safeParse(parse(text.value));
  if (index.success) return ok(index.data);
  const issue = index.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  const message = `${path} is no index of evidence: ${where}${issue?.message ?? ""}`;
  return err({ kind: "usage", message, hint: "Only the gate writes it; run the gate again" });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
