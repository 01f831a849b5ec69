import { basename, dirname } from "@std/path";
import type { Host } from "../host/host.ts";
import { IDENTIFIER } from "../model/flag_value.ts";

/** Newer folders that are looked at. */
const LOOKED_AT = 20;

/**
 * Id of the newest run beside this run's folder (or its `merged`) that is newer and has left no
 * summary: it is still running, or was ended before it could write one. Null for none.
 */
export async function findUnfinishedRun(host: Host, folder: string): Promise<string | null> {
  const own = basename(folder) === "merged" ? dirname(folder) : folder;
  const listed = await host.files.list(dirname(own));
  if (!listed.ok) return null;
  // Only ids of ours sort by time; what a user called his runs says nothing of that.
  const newer = listed.value.filter(({ name, kind }) => kind === "folder" && IDENTIFIER.test(name))
    .map(({ name }) => name).filter((name) => isTimed(name) && name > basename(own))
    .toSorted().slice(-LOOKED_AT).toReversed();
  for (const name of isTimed(basename(own)) ? newer : []) {
    const facts = await host.files.stat(`${dirname(own)}/${name}/summary.json`);
    if (facts?.kind !== "file") return name;
  }
  return null;
}

function isTimed(name: string): boolean {
  return /^\d{8}T\d{6}Z-[0-9a-f]{6}$/.test(name);
}
