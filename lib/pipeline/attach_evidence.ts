import { dirname, join, normalize } from "@std/path";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { AttachedJson } from "../model/incident_json.ts";
import type { SummaryJson } from "../model/summary_json.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { type ArtifactPlaces, findArtifact, isInside, shown } from "./find_artifact.ts";
import { digestArtifact, readArtifact } from "./read_artifact.ts";

const MAX_BYTES = 256 * 1024 ** 2;
const RUN_FILES = [
  "summary.json",
  "triage_diff.json",
  "replay_bundle.json",
  "failure_diagnostics_index.json",
  "evidence/index.json",
] as const;
const VERDICT_FILES = [
  "full_suite_verdict.json",
  "full_suite_events.jsonl",
  "full_suite_report.md",
] as const;

/** A file that belongs to the evidence of an incident. */
export interface NamedEvidence {
  readonly name: string;
  /** From the incident's folder. */
  readonly path: string;
  /** Absolute, or from the root. */
  readonly source: string;
  /** True: nobody has redacted it before. */
  readonly isForeign: boolean;
  /** Why a run makes no such file; null: it must be there. */
  readonly notMade: string | null;
}

/** The run whose files are named, as far as it can be read. */
export interface EvidenceRun {
  /** Absolute; null where there is no run. */
  readonly folder: string | null;
  readonly summary: SummaryJson | null;
}

/** Every file that the runbook and the configuration name, whether it is there or not. */
export function nameEvidence(
  { folder, summary }: EvidenceRun,
  outputs: string,
  declared: readonly string[],
): readonly NamedEvidence[] {
  return [
    ...RUN_FILES.map((name) => ({
      name,
      path: `artifacts/run/${name}`,
      source: folder === null ? "" : `${folder}/${name}`,
      isForeign: false,
      notMade: summary === null ? null : notMade(name, summary),
    })),
    ...VERDICT_FILES.map((name) => ({
      name,
      path: `artifacts/verdict/${name}`,
      source: `${outputs}/${name}`,
      isForeign: false,
      notMade: null,
    })),
    ...declared.map((name) => ({
      name,
      path: `artifacts/declared/${normalize(`/${name}`).slice(1)}`,
      source: name,
      isForeign: true,
      notMade: null,
    })),
  ];
}

/** Files that a run makes only where there is something to tell. */
function notMade(name: string, summary: SummaryJson): string | null {
  if (name === "triage_diff.json" && !summary.triage_diff) {
    return "the run was compared with nothing";
  }
  const failed = summary.failed_names.length + summary.failed_unit_names.length;
  return name === "failure_diagnostics_index.json" && failed === 0 ? "no suite failed" : null;
}

/** Where evidence is copied to, and how. */
export interface AttachMeans {
  /** Absolute folder of the incident. */
  readonly folder: string;
  readonly places: ArtifactPlaces;
  readonly redactor: Redactor;
}

/** Copies one file into the incident's folder; one that cannot be copied is told as missing. */
export async function attachEvidence(
  host: Host,
  { name, path, source, isForeign, notMade }: NamedEvidence,
  { folder, places, redactor }: AttachMeans,
): Promise<AttachedJson> {
  const told = shortSource(source, places);
  const required = notMade === null;
  const lost = (missing: string): AttachedJson => ({
    ...{ name, path, source: told, required },
    ...{ size_bytes: null, sha256: null, missing },
  });
  if (source === "") return lost("there is no run");
  const read = await readArtifact(host, source, { ...places, maxBytes: MAX_BYTES });
  if (!read.ok && read.error.code === "not-found" && notMade !== null) return lost(notMade);
  if (!read.ok) return lost(read.error.why.replaceAll(`${places.root}/`, ""));
  const data = isForeign ? redactBytes(read.value.bytes, name, redactor) : read.value.bytes;
  const made = await host.files.makeDir(dirname(join(folder, path)));
  const written = made.ok ? await host.files.writeWhole(join(folder, path), data) : made;
  if (!written.ok) return lost(explainProblem(written.error).message);
  const sha256 = await host.sha256(data);
  const stored = { size_bytes: data.length, sha256, missing: null };
  return { name, path, source: told, required, ...stored };
}

/**
 * Holds what stands in the folder against what was recorded. A file that was missing may have been
 * put there since: then it is recorded now. The second value says what is missing or changed.
 */
export async function checkAttached(
  host: Host,
  attached: AttachedJson,
  folder: string,
): Promise<readonly [AttachedJson, string | null]> {
  const places = { root: folder, outputs: folder };
  if (!isInside(places, normalize(join(folder, attached.path)))) {
    return [attached, `${shown(attached.path)} lies outside of the incident's folder`];
  }
  const found = await findArtifact(host, attached.path, places);
  const read = found.ok
    ? await digestArtifact(host, attached.path, { ...places, maxBytes: MAX_BYTES })
    : found;
  if (!read.ok && !attached.required && attached.sha256 === null) return [attached, null];
  if (!read.ok) return [attached, `${attached.name} is missing: put it at ${shown(attached.path)}`];
  const { sizeBytes, sha256 } = read.value;
  if (attached.sha256 === null) {
    return [{ ...attached, size_bytes: sizeBytes, sha256, missing: null }, null];
  }
  return [attached, attached.sha256 === sha256 ? null : `${attached.name} was changed since`];
}

function shortSource(source: string, { root }: ArtifactPlaces): string {
  return source.startsWith(`${root}/`) ? source.slice(root.length + 1) : source;
}

/** A text without secrets; what is no text is kept as it is. */
function redactBytes(bytes: Uint8Array, name: string, redactor: Redactor): Uint8Array {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return new TextEncoder().encode(redactor.text(name, text));
  } catch {
    return bytes;
  }
}
