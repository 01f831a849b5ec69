import type { Host } from "../host/host.ts";
import { IDENTIFIER } from "../model/flag_value.ts";

/** Runs that are looked at; ids sort by time, so the newest ones are among the last. */
const LOOKED_AT = 1000;

/**
 * The folder of the newest run below `<outputs>/logs` that has left a summary, or null for none. Ids
 * that a user chose do not sort by time: the time of the summary decides, then the id.
 */
export async function findNewestRun(host: Host, outputs: string): Promise<string | null> {
  const listed = await host.files.list(`${outputs}/logs`);
  if (!listed.ok) return null;
  const names = listed.value.filter(({ name, kind }) => kind === "folder" && IDENTIFIER.test(name))
    .map(({ name }) => name).slice(-LOOKED_AT);
  const dated = await Promise.all(names.map(async (name) => {
    const facts = await host.files.stat(`${outputs}/logs/${name}/summary.json`);
    // A diagnosis has a summary, too: it is no run that could be replayed.
    const isDiagnosis = await host.files.stat(`${outputs}/logs/${name}/host_telemetry.json`);
    if (isDiagnosis !== null) return { name, endedMs: null };
    return { name, endedMs: facts?.kind === "file" ? facts.modifiedMs ?? 0 : null };
  }));
  const ended = dated.filter(({ endedMs }) => endedMs !== null)
    .sort((a, b) => (a.endedMs! - b.endedMs!) || (a.name < b.name ? -1 : 1));
  const newest = ended.at(-1);
  return newest === undefined ? null : `${outputs}/logs/${newest.name}`;
}
