import { readStrangerJson } from "../formats/read_stranger_json.ts";
import type { Host } from "../host/host.ts";
import { CertificationDossierJson } from "../model/certification_dossier_json.ts";
import { checkSchema } from "../model/check_schema.ts";
import { FullVerdictJson } from "../model/full_verdict_json.ts";
import { ReplayBundleJson } from "../model/replay_bundle_json.ts";
import { RunJson } from "../model/run_json.ts";
import { SummaryJson } from "../model/summary_json.ts";
import { TriageDiffJson } from "../model/triage_diff_json.ts";
import { findRecord } from "../write/find_record.ts";
import type { ArtifactPlaces } from "./find_artifact.ts";
import { readArtifact } from "./read_artifact.ts";

/** A shape, as whoever checks by it wants it. */
type Shape<T> = Parameters<typeof checkSchema<T>>[0];

const MAX_BYTES = 64 * 1024 ** 2;

/** The evidence that an incident is judged by; what is null is not there, or stands in `unreadable`. */
export interface IncidentSources {
  /** Absolute folder of the run; null where there is no run. */
  readonly folder: string | null;
  readonly run: RunJson | null;
  readonly summary: SummaryJson | null;
  readonly triage: TriageDiffJson | null;
  readonly bundle: ReplayBundleJson | null;
  readonly verdict: FullVerdictJson | null;
  readonly dossier: CertificationDossierJson | null;
  /** Files that are there and cannot be used, one sentence each. */
  readonly unreadable: readonly string[];
}

/** Reads the newest (or the given) run and the newest verdict, as far as they are there. */
export async function loadIncidentSources(
  host: Host,
  given: string,
  places: ArtifactPlaces,
): Promise<IncidentSources> {
  const unreadable: string[] = [];
  const load = async <T>(path: string | null, shape: Shape<T>): Promise<T | null> => {
    if (path === null) return null;
    const read = await loadStored(host, path, { shape, places });
    if (typeof read === "string") unreadable.push(read);
    return typeof read === "string" ? null : read.value;
  };
  const found = await findRecord(host, given, { cwd: host.machine.cwd, outputs: places.outputs });
  const folder = found.ok ? found.value.folder : null;
  const inRun = (name: string) => folder === null ? null : `${folder}/${name}`;
  const inOutputs = (name: string) => `${places.outputs}/${name}`;
  return {
    folder,
    run: await load(inRun("run.json"), RunJson),
    summary: await load(inRun("summary.json"), SummaryJson),
    triage: await load(inRun("triage_diff.json"), TriageDiffJson),
    bundle: await load(inRun("replay_bundle.json"), ReplayBundleJson),
    verdict: await load(inOutputs("full_suite_verdict.json"), FullVerdictJson),
    dossier: await load(inOutputs("certification_dossier.json"), CertificationDossierJson),
    unreadable,
  };
}

/** How a stored file is read. */
export interface StoredFile<T> {
  readonly shape: Shape<T>;
  readonly places: ArtifactPlaces;
}

/** The value in a JSON file, null where there is no file, or a sentence saying why it cannot be used. */
export async function loadStored<T>(
  host: Host,
  path: string,
  { shape, places }: StoredFile<T>,
): Promise<{ readonly value: T | null } | string> {
  const read = await readArtifact(host, path, { ...places, maxBytes: MAX_BYTES });
  const name = path.split("/").at(-1) ?? path;
  if (!read.ok) return read.error.code === "not-found" ? { value: null } : read.error.why;
  const parsed = readStrangerJson(read.value.bytes);
  if (!parsed.ok) return `${name} cannot be read: ${parsed.error}`;
  const checked = checkSchema(shape, parsed.value);
  return checked.ok ? { value: checked.value } : `${name} cannot be used: ${checked.error}`;
}
