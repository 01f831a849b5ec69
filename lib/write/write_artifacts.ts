import { dirname } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { ArtifactFamily, ArtifactRow } from "../model/artifact.ts";
import type { RunRecord } from "../model/run_record.ts";
import { redactJson } from "../formats/redact_json.ts";

/** What writing needs beside the record. */
export interface WriteOptions {
  /** Absolute folder of the run. */
  readonly folder: string;
  readonly rows: readonly ArtifactRow[];
  /** Rows that make several files; none where absent. */
  readonly families?: readonly ArtifactFamily[];
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
): Promise<void> {
  const texts = makeTexts(record, options);
  // At the same time: each waits for the disk, and none for another.
  await Promise.all(texts.map(({ name, text }) => writeClean(host, name, text, options)));
}

/** Each shape is parsed once: compiling it for speed, as zod would, costs more than the parsing. */
const ONCE = { jitless: true } as const;

interface ArtifactText {
  readonly name: string;
  readonly text: string;
}

/** Counts of redactions are taken anew for each file, and their own file is made last: it knows of all. */
function makeTexts(record: RunRecord, options: WriteOptions): readonly ArtifactText[] {
  const { rows, families = [], redactor } = options;
  const each = families.flatMap(({ makeAll, shape }) =>
    makeAll(record).map(({ name, value }) => toText({ name, shape }, value, redactor))
  );
  const ordered = rows.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)));
  const single = ordered.flatMap((row) => {
    const value = row.make({ ...record, redactions: redactor.counts() });
    return value === null ? [] : [toText(row, value, redactor)];
  });
  return [...each, ...single];
}

function toText(
  { name, shape }: Pick<ArtifactRow, "name" | "shape">,
  value: unknown,
  redactor: Redactor,
): ArtifactText {
  return { name, text: `${redactJson(shape.parse(value, ONCE), name, redactor, 2)}\n` };
}

function isLast(row: ArtifactRow): boolean {
  return row.name === "redactions.json";
}

/** Writes one text artifact, redacted; a warning when it could not be written. */
export async function writeText(
  host: Host,
  name: string,
  text: string,
  options: Pick<WriteOptions, "folder" | "redactor" | "warn">,
): Promise<void> {
  await writeClean(host, name, options.redactor.text(name, text), options);
}

async function writeClean(
  host: Host,
  name: string,
  clean: string,
  options: Pick<WriteOptions, "folder" | "warn">,
): Promise<void> {
  const path = `${options.folder}/${name}`;
  if (name.includes("/")) await host.files.makeDir(dirname(path));
  const result = await host.files.writeWhole(path, clean);
  if (!result.ok) {
    const detail = result.error.kind === "file" ? result.error.detail : result.error.kind;
    options.warn(`${name} was not written: ${detail}`);
  }
}
