import { readStrangerJson } from "../formats/read_stranger_json.ts";
import type { Host } from "../host/host.ts";
import { checkSchema } from "../model/check_schema.ts";
import { EnvironmentJson } from "../model/environment_json.ts";
import { PlanJson } from "../model/plan_json.ts";
import type { Problem } from "../model/problem.ts";
import { ReplayBundleJson } from "../model/replay_bundle_json.ts";
import { err, ok, type Result } from "../model/result.ts";
import { ResultsJson } from "../model/results_json.ts";
import { RunJson } from "../model/run_json.ts";
import { SummaryJson } from "../model/summary_json.ts";

/** Larger than the results of a thousand suites with many attempts. */
const MAX_BYTES = 16 * 1024 ** 2;

/** The files of a run that a record is read from. */
export const RECORD_FILES = {
  summary: { name: "summary.json", schema: "qa.summary.v1", shape: SummaryJson },
  run: { name: "run.json", schema: "qa.run.v1", shape: RunJson },
  results: { name: "results.json", schema: "qa.results.v1", shape: ResultsJson },
  plan: { name: "plan.json", schema: "qa.plan.v1", shape: PlanJson },
  environment: { name: "environment.json", schema: "qa.environment.v1", shape: EnvironmentJson },
  bundle: { name: "replay_bundle.json", schema: "qa.replay_bundle.v1", shape: ReplayBundleJson },
} as const;

/** Which file of a record. */
export type RecordPart = keyof typeof RECORD_FILES;

/** One file of a record, checked against its schema; fields the schema does not know are gone. */
export type RecordFile = {
  readonly [P in RecordPart]: {
    readonly part: P;
    readonly value: ReturnType<(typeof RECORD_FILES)[P]["shape"]["parse"]>;
    /** What stands under `shard` in the file, unchecked: newer gates write it into several files. */
    readonly shard: unknown;
  };
}[RecordPart];

/**
 * Reads one JSON file of a record that a stranger may have written: a regular file and no link, at
 * most 16 MiB, bounded in depth, of a schema we know. What is wrong is a `usage` problem that names
 * the file and, where it is JSON, the pointer of its first fault; `file` problems stay as they are.
 */
export async function loadRecordJson(
  host: Host,
  path: string,
): Promise<Result<RecordFile, Problem>> {
  const bytes = await readBytes(host, path);
  if (!bytes.ok) return bytes;
  const read = readStrangerJson(bytes.value);
  if (!read.ok) return err(refuse(path, read.error));
  return checkShape(path, read.value);
}

async function readBytes(host: Host, path: string): Promise<Result<Uint8Array, Problem>> {
  const opened = await host.files.open(path, MAX_BYTES);
  if (!opened.ok) return opened;
  const { sizeBytes, chunks } = opened.value;
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for await (const chunk of chunks) {
    // What grows while we read is cut, and then no JSON.
    const kept = chunk.subarray(0, sizeBytes - at);
    bytes.set(kept, at);
    at += kept.length;
  }
  opened.value.close();
  return ok(bytes.subarray(0, at));
}

function checkShape(path: string, value: unknown): Result<RecordFile, Problem> {
  const schema = fieldOf(value, "schema");
  const part = partOf(schema);
  if (part === null) return err(refuse(path, explainSchema(schema), hintFor(schema)));
  const checked = checkSchema<unknown>(RECORD_FILES[part].shape, value);
  if (!checked.ok) return err(refuse(path, checked.error));
  return ok({ part, value: checked.value, shard: fieldOf(value, "shard") } as RecordFile);
}

function partOf(schema: unknown): RecordPart | null {
  const parts = Object.keys(RECORD_FILES) as RecordPart[];
  return parts.find((part) => RECORD_FILES[part].schema === schema) ?? null;
}

function explainSchema(schema: unknown): string {
  if (typeof schema !== "string") return 'it has no "schema", as every file of a record has';
  const [, name, version] = /^(qa\.[a-z_-]+)\.v(\d{1,6})$/.exec(schema) ?? [];
  const known = Object.values(RECORD_FILES).find((one) => one.schema.startsWith(`${name}.v`));
  if (name === undefined) return `its schema is ${shorten(schema)}, which is none of a record`;
  if (known === undefined) return `it is ${schema}, which does not tell a run by itself`;
  const isNewer = Number(version) > 1;
  return isNewer
    ? `it is ${schema}, of a newer QA Gate; this one reads ${known.schema}`
    : `its schema is ${schema}, and no such version was ever written`;
}

function hintFor(schema: unknown): string {
  return typeof schema === "string" && /^qa\.[a-z_-]+\.v\d+$/.test(schema) &&
      Object.values(RECORD_FILES).some((one) => schema.startsWith(one.schema.slice(0, -1)))
    ? "Update QA Gate here, or use the version that wrote the record"
    : HINT;
}

/** What can be given instead of what was not a record. */
export const HINT =
  "Give a summary.json, a replay_bundle.json, the folder of a run, the id of a run, or latest";

function refuse(path: string, what: string, hint = HINT): Problem {
  return { kind: "usage", message: `${path} is not a record that can be used: ${what}`, hint };
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
