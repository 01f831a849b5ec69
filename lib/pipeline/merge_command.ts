import { dirname, extname, join, resolve } from "@std/path";
import { collectSecrets } from "../formats/collect_secrets.ts";
import { createRedactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { RunRecord } from "../model/run_record.ts";
import { joinFiles } from "../write/join_files.ts";
import { listRecords } from "../write/list_records.ts";
import { openRun, type RunFolder } from "../write/open_run.ts";
import { findOutputs, type FoundOutputs } from "./find_outputs.ts";
import { finishGate } from "./finish_gate.ts";
import { isAnnounced } from "./is_announced.ts";
import { type MergeOptions, mergeRecords } from "./merge_records.ts";
import { openVoice, refuse } from "./voice.ts";

/** `merge` from its flags to its exit code: the records, their one record, its files. */
export async function mergeCommand(
  host: Host,
  flags: ParsedFlags,
  invocation: readonly string[],
): Promise<number> {
  const voice = openVoice(host, flags);
  const place = await findOutputs(host, flags);
  if (!place.ok) return refuse(host, place.error, voice);
  const records = await loadRecords(host, flags.words, place.value);
  if (!records.ok) return refuse(host, records.error, voice);
  const runId = readSetting(flags, host.environment(), "run-id")?.text ?? null;
  const run = await openRun(host, { outputs: place.value.outputs, runId });
  if (!run.ok) return refuse(host, run.error, voice);
  const { root } = place.value;
  const history = readSetting(flags, host.environment(), "history")?.text;
  const merged = await merge(host, records.value, run.value, {
    ...{ root, gate: gateBeside(invocation[0] ?? ""), warn: voice.warn },
    ...(history !== undefined && { history: history === "off" ? history : resolve(root, history) }),
  });
  if (!merged.ok) {
    await host.files.remove(run.value.path);
    return refuse(host, merged.error, voice);
  }
  const redactor = createRedactor(collectSecrets(host.environment()));
  const gate = { record: merged.value, run: run.value, closed: Promise.resolve() };
  const announces = isAnnounced(host, flags, voice.warn);
  const exitCode = await finishGate(host, gate, { redactor, voice, announces });
  const commands = merged.value.merge?.completeness.commands ?? [];
  commands.forEach((command) => voice.write(`missing: ${command}\n`));
  return exitCode;
}

async function loadRecords(
  host: Host,
  words: readonly string[],
  { outputs }: FoundOutputs,
): Promise<Result<readonly RecordedRun[], Problem>> {
  if (words.length === 0) {
    return usage("no record is given", "Give two or more records, or a folder that holds them");
  }
  const { cwd } = host.machine;
  const records = await listRecords(host, words, { cwd, outputs });
  if (!records.ok) return records;
  const fault = findMismatch(records.value);
  return fault === null ? records : err(fault);
}

/** Why these records are not parts or answers of one thing; null where they may be. */
function findMismatch(records: readonly RecordedRun[]): Problem | null {
  const [first] = records;
  const lone = records.find(({ shard }) => (shard === null) !== (first?.shard === null));
  if (lone !== undefined) {
    const message = `${lone.runId} and ${first?.runId} do not belong together: one is a shard`;
    return {
      kind: "usage",
      message,
      hint: "Merge the shards first, then the rest with their record",
    };
  }
  const other = records.find(({ project }) => project !== first?.project);
  if (other !== undefined && first?.shard === null) {
    const message = `${other.runId} is of the project ${other.project}, and not ${first.project}`;
    return { kind: "usage", message, hint: "Merge only records of one project" };
  }
  if (records.length > 1 || first?.shard) return null;
  const message = `there is one record (${first?.runId}), and it is no shard`;
  return { kind: "usage", message, hint: "Give two or more records, or a folder that holds them" };
}

/** The gate's script beside ours, as it is called where there is no task. */
function gateBeside(script: string): readonly string[] {
  return ["deno", "run", "-A", join(dirname(script), `qa_gate${extname(script) || ".ts"}`)];
}

/** What a run's own log would be: what happened in each of them, one after the other. */
const JOINED = ["events.jsonl", "journal.jsonl", "container_events.jsonl"] as const;

async function merge(
  host: Host,
  records: readonly RecordedRun[],
  run: RunFolder,
  how: Pick<MergeOptions, "root" | "gate" | "history" | "warn">,
): Promise<Result<RunRecord, Problem>> {
  const { runId, path: folder, outputs } = run;
  const kind = records[0]?.shard ? "shards" : "rerun";
  const merged = await mergeRecords(host, records, { ...how, kind, runId, folder, outputs });
  await host.files.remove(run.spool);
  if (!merged.ok) return merged;
  const folders = records.flatMap((record) => record.folder ?? []);
  for (const name of JOINED) {
    // Without an engine there are no events of one.
    if (name === "container_events.jsonl" && merged.value.engine === null) continue;
    const parts = folders.map((path) => ({ path: `${path}/${name}`, heading: "" }));
    const joined = await joinFiles(host.files, parts, `${folder}/${name}`);
    if (!joined.ok) how.warn(`${name} was not written`);
  }
  return ok(merged.value);
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
