import type { Host } from "../host/host.ts";
import type { GateAnswer, Unread } from "../model/gate.ts";
import { IDENTIFIER } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { checkEvidence } from "../write/check_evidence.ts";
import { findEvidence } from "../write/find_evidence.ts";
import { findRecord } from "../write/find_record.ts";
import { loadRecord } from "../write/load_record.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { type ArtifactPlaces, findArtifact, isInside, shown } from "./find_artifact.ts";

/** A run as its record tells it; one outside of the project is not looked at. */
export async function answerRecord(
  host: Host,
  given: string,
  places: ArtifactPlaces,
): Promise<GateAnswer> {
  const options = { cwd: places.root, outputs: places.outputs };
  const refused = await refuse(host, given, places);
  if (refused !== null) return refused;
  const found = await findRecord(host, given, options);
  if (!found.ok) return unread(found.error, "not-found");
  if (!isInside(places, found.value.folder)) return outside(given);
  const record = await loadRecord(host, given, options);
  return record.ok ? { is: "record", record: record.value } : unread(record.error, "malformed");
}

/** A run's folder held against its index of evidence; one outside of the project is not looked at. */
export async function answerEvidence(
  host: Host,
  given: string,
  places: ArtifactPlaces,
): Promise<GateAnswer> {
  const options = { cwd: places.root, outputs: places.outputs, own: true };
  const refused = await refuse(host, given, places);
  if (refused !== null) return refused;
  const found = await findRecord(host, given, options);
  if (!found.ok) return unread(found.error, "not-found");
  const folder = await findEvidence(host, found.value.folder);
  if (!isInside(places, folder)) return outside(given);
  const check = await checkEvidence(host, folder);
  if (!check.ok) return unread(check.error, "malformed");
  return { is: "evidence", check: check.value, folder: relativeTo(places, folder) };
}

/** An id or `latest` is looked for below the outputs; every other word is a path, which must stay inside. */
async function refuse(
  host: Host,
  given: string,
  places: ArtifactPlaces,
): Promise<Unread | null> {
  if (IDENTIFIER.test(given)) return null;
  const found = await findArtifact(host, given, places);
  return found.ok ? null : found.error;
}

function relativeTo({ root }: ArtifactPlaces, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function outside(given: string): Unread {
  return { is: "unread", code: "outside", why: `${shown(given)} leads out of the project` };
}

function unread(problem: Problem, otherwise: "not-found" | "malformed"): Unread {
  const { message } = explainProblem(problem);
  return {
    is: "unread",
    code: problem.kind === "file" ? problem.code : otherwise,
    why: message,
  };
}
