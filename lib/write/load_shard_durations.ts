import { basename } from "@std/path";
import { lineBlocks } from "../formats/line_blocks.ts";
import { parseStranger } from "../formats/read_stranger_json.ts";
import type { Host } from "../host/host.ts";
import { IDENTIFIER } from "../model/flag_value.ts";

/** Durations of an earlier run, in milliseconds, and which run that was. */
export interface ShardDurations {
  /** Id of the run, or the path that was given. */
  readonly from: string;
  readonly tests: ReadonlyMap<string, number>;
  readonly suites: ReadonlyMap<string, number>;
}

/** Runs of which the newest whole one is looked for. */
const LOOKED_AT = 200;
const SUMMARY_BYTES_MAX = 16 * 1024 ** 2;
/** A record's texts may be long; its id and duration stand before them. */
const LINE_MAX = 16 * 1024 ** 2;

/**
 * Durations that a plan is balanced by: of the run in this folder (or of this `tests.jsonl`), else of the
 * newest run of an outputs folder that was whole. A shard is never taken: beside it stand other ones, on
 * other machines, whose plans would differ. Null where there are none.
 */
export async function loadShardDurations(
  host: Host,
  { outputs, given }: { readonly outputs: string; readonly given: string | null },
): Promise<ShardDurations | null> {
  const folder = given ?? await findWholeRun(host, outputs);
  if (folder === null) return null;
  const isFile = (await host.files.stat(folder))?.kind === "file";
  const tests = await loadTests(host, isFile ? folder : `${folder}/tests.jsonl`);
  const suites = isFile ? new Map() : await loadSuites(host, `${folder}/results.json`);
  if (tests.size === 0 && suites.size === 0) return null;
  return { from: basename(folder), tests, suites };
}

async function findWholeRun(host: Host, outputs: string): Promise<string | null> {
  const listed = await host.files.list(`${outputs}/logs`);
  if (!listed.ok) return null;
  const names = listed.value.filter(({ name, kind }) => kind === "folder" && IDENTIFIER.test(name));
  const dated = await Promise.all(names.map(async ({ name }) => {
    const folder = `${outputs}/logs/${name}`;
    const facts = await host.files.stat(`${folder}/summary.json`);
    return { folder, endedMs: facts?.kind === "file" ? facts.modifiedMs ?? 0 : -1 };
  }));
  const newest = dated.filter(({ endedMs }) => endedMs >= 0)
    .sort((a, b) => b.endedMs - a.endedMs || (a.folder < b.folder ? 1 : -1));
  for (const { folder } of newest.slice(0, LOOKED_AT)) {
    if (await isWhole(host, `${folder}/summary.json`)) return folder;
  }
  return null;
}

/** Shards, replays of a few tests and runs that did not come to an answer tell too little. */
async function isWhole(host: Host, path: string): Promise<boolean> {
  const summary = await loadObject(host, path);
  const isPart = ["shard", "replay"].some((key) => (summary[key] ?? null) !== null);
  return !isPart && ["passed", "flaky", "failed", "degraded"].includes(String(summary["verdict"]));
}

async function loadTests(host: Host, path: string): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, number>();
  const opened = await host.files.open(path);
  if (!opened.ok) return known;
  try {
    for await (const lines of lineBlocks(opened.value.chunks, LINE_MAX)) {
      for (const line of lines) {
        const { id, suite, file, duration_ms: ms } = objectOf(line);
        if (typeof id !== "string" || !isDuration(ms)) continue;
        known.set(id, ms);
        // What is dealt out by files has the id of a file.
        const whole = `${suite}::${file}`;
        if (file !== "" && whole !== id) known.set(whole, (known.get(whole) ?? 0) + ms);
      }
    }
  } finally {
    opened.value.close();
  }
  return known;
}

async function loadSuites(host: Host, path: string): Promise<ReadonlyMap<string, number>> {
  const { suites } = await loadObject(host, path);
  const all: readonly unknown[] = Array.isArray(suites) ? suites : [];
  return new Map(all.flatMap((one): readonly [string, number][] => {
    const { name, duration_ms: ms } = fieldsOf(one);
    return typeof name === "string" && isDuration(ms) && ms > 0 ? [[name, ms]] : [];
  }));
}

function isDuration(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

type Fields = Readonly<Record<string, unknown>>;

async function loadObject(host: Host, path: string): Promise<Fields> {
  const read = await host.files.readText(path, SUMMARY_BYTES_MAX);
  return read.ok ? objectOf(read.value) : {};
}

function objectOf(text: string): Fields {
  const parsed = parseStranger(text);
  return parsed.ok ? fieldsOf(parsed.value) : {};
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? value as Fields : {};
}
