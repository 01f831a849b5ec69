import { readStrangerJson } from "../formats/read_stranger_json.ts";
import type { Host } from "../host/host.ts";
import { checkSchema } from "../model/check_schema.ts";

const MAX_BYTES = 16 * 1024 ** 2;

/** What a JSON file of a record must be. */
export interface StoredKind<T> {
  readonly shape: Parameters<typeof checkSchema<T>>[0];
  readonly runId: string;
}

/**
 * A JSON file of a record that its record does without; null where it is not there, not sound, or of
 * another run, whose failure is another one.
 */
export async function loadStored<T extends { readonly run_id: string }>(
  host: Host,
  path: string,
  { shape, runId }: StoredKind<T>,
): Promise<T | null> {
  const value = await loadStranger(host, path);
  const checked = value === null ? null : checkSchema<T>(shape, value);
  return checked?.ok && checked.value.run_id === runId ? checked.value : null;
}

/** The value of a JSON file that a stranger may have written; null where there is none that is sound. */
export async function loadStranger(host: Host, path: string): Promise<unknown> {
  const opened = await host.files.open(path, MAX_BYTES);
  if (!opened.ok) return null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of opened.value.chunks) pieces.push(chunk.slice());
  opened.value.close();
  const read = readStrangerJson(new Uint8Array(await new Blob(pieces).arrayBuffer()));
  return read.ok ? read.value : null;
}
