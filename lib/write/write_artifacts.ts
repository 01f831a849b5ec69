import type { Host } from "../host/host.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { ArtifactRow } from "../model/artifact.ts";
import type { RunRecord } from "../model/run_record.ts";
import { redactJson } from "../formats/redact_json.ts";

/** What writing needs beside the record. */
export interface WriteOptions {
  /** Absolute folder of the run. */
  readonly folder: string;
  readonly rows: readonly ArtifactRow[];
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
}

/**
 * Writes every JSON artifact of a record, each checked against its own schema first, redacted, and
 * whole or not at all. One that cannot be written becomes a warning; the rest are still written.
 */
export async function writeArtifacts(
  host: Host,
  record: RunRecord,
  options: WriteOptions,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const row of options.rows) {
    // Counted anew for each file, so that the last one, `redactions.json`, knows of all before it.
    const value = row.make({ ...record, redactions: options.redactor.counts() });
    if (value === null) continue;
    const text = redactJson(row.shape.parse(value), row.name, options.redactor, 2);
    if (await writeText(host, row.name, `${text}\n`, options)) written.push(row.name);
  }
  return written;
}

/** Writes one text artifact, redacted; false (and a warning) when it could not be written. */
export async function writeText(
  host: Host,
  name: string,
  text: string,
  options: Pick<WriteOptions, "folder" | "redactor" | "warn">,
): Promise<boolean> {
  const clean = options.redactor.text(name, text);
  const result = await host.files.writeWhole(`${options.folder}/${name}`, clean);
  if (!result.ok) {
    const detail = result.error.kind === "file" ? result.error.detail : result.error.kind;
    options.warn(`${name} was not written: ${detail}`);
  }
  return result.ok;
}
