import { resolve } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { FindOptions } from "./find_record.ts";
import { loadRecord } from "./load_record.ts";

/** Folders that are looked into; more shards than any plan has. */
const MOST = 100_000;

/**
 * The records that are meant by several words: each a record as `loadRecord` takes it, or a folder
 * that holds several (of downloaded shards, or the `logs` of an outputs folder). A folder that is meant
 * twice counts once. The first word that leads to no record is a problem.
 */
export async function listRecords(
  host: Host,
  given: readonly string[],
  options: FindOptions,
): Promise<Result<readonly RecordedRun[], Problem>> {
  const found = new Map<string, RecordedRun>();
  for (const word of given) {
    const records = await loadSeveral(host, word, options);
    if (!records.ok) return records;
    for (const record of records.value) found.set(record.folder ?? record.path, record);
  }
  return ok([...found.values()]);
}

async function loadSeveral(
  host: Host,
  word: string,
  options: FindOptions,
): Promise<Result<readonly RecordedRun[], Problem>> {
  const record = await loadRecord(host, word, options);
  if (record.ok) return ok([record.value]);
  const folder = await host.files.realPath(resolve(options.cwd, word));
  const isRecord = folder === null || await holdsRecord(host, folder);
  const listed = isRecord ? null : await host.files.list(folder, MOST);
  if (listed === null || !listed.ok) return record;
  const records: RecordedRun[] = [];
  for (const { name, kind } of listed.value) {
    if (kind !== "folder") continue;
    const one = await loadRecord(host, `${folder}/${name}`, options);
    if (one.ok) records.push(one.value);
    // A shard whose record is broken must not be overlooked.
    else if (await holdsRecord(host, `${folder}/${name}`)) return one;
  }
  return records.length === 0 ? err(record.error) : ok(records);
}

/** True where a record is, whole or not. */
async function holdsRecord(host: Host, folder: string): Promise<boolean> {
  for (const name of ["summary.json", "results.json", "run.json"]) {
    if (await host.files.stat(`${folder}/${name}`) !== null) return true;
  }
  return false;
}
