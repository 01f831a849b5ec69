import { loadRunners } from "../catalog/runners.ts";
import { loadSignatures } from "../catalog/signatures.ts";
import type { Host } from "../host/host.ts";
import type { MergeJson } from "../model/merge_json.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { RunRecord } from "../model/run_record.ts";
import { VERDICTS } from "../model/verdict.ts";
import { SHARD_PLAN } from "../write/load_shard_plan.ts";
import type { TestWitness } from "../write/merge_shard_tests.ts";
import { restoreRecord } from "../write/restore_record.ts";
import { assembleMerged } from "./assemble_merged.ts";
import { diagnoseSuites } from "./diagnose_suites.ts";
import { type MergeSource, mergeSuites } from "./merge_suites.ts";
import { NO_WITNESS, type ProofOptions, proveShards, type ShardSource } from "./prove_shards.ts";

/** What records are merged to. */
export interface MergeOptions extends ProofOptions {
  readonly kind: MergeJson["kind"];
  readonly runId: string;
  /** Absolute folder of the merged run; it is there. */
  readonly folder: string;
  /** Absolute folder of the outputs it belongs to. */
  readonly outputs: string;
  /** Where the merged run is remembered, as a plan says it. */
  readonly history?: string;
  readonly warn: (message: string) => void;
}

/**
 * Joins records of shards, or of a run and later replays of it, to one: writes the joined tests and
 * links the files of all executions into the folder, and yields the record from which everything else
 * is written. A `usage` problem where a record is not whole; shards that are not whole together are
 * no problem but an `incomplete` record.
 */
export async function mergeRecords(
  host: Host,
  records: readonly RecordedRun[],
  options: MergeOptions,
): Promise<Result<RunRecord, Problem>> {
  const sources: MergeSource[] = [];
  for (const record of records) {
    const run = await restoreRecord(host, record);
    if (!run.ok) return run;
    sources.push({ record, run: run.value });
  }
  const [first, ...more] = sources.sort(options.kind === "shards" ? byShard : byStart);
  if (first === undefined) return err(NOTHING);
  return await mergeSources(host, [first, ...more], options);
}

const NOTHING: Problem = {
  kind: "usage",
  message: "there is nothing to merge",
  hint: "Give two or more records, or a folder that holds them",
};

/** What is proved of the records, besides what their suites say. */
interface Proof {
  readonly witness: TestWitness;
  readonly lack: (problem: string) => void;
  readonly planFolder: string | null;
  end(): Promise<Pick<MergeJson, "completeness" | "imbalance">>;
}

async function mergeSources(
  host: Host,
  sources: readonly [MergeSource, ...MergeSource[]],
  options: MergeOptions,
): Promise<Result<RunRecord, Problem>> {
  const { kind, folder, runId, outputs } = options;
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
    options.warn(message);
  };
  const proof = kind === "shards"
    ? await proveShards(host, withShards(sources), options)
    : proveReruns(sources[0]);
  const isSameCode = isOfOneCode(sources);
  const { witness, lack } = proof;
  const suites = await mergeSuites(host, sources, {
    ...{ kind, folder, isSameCode, witness, lack, warn },
  });
  if (!suites.ok) return suites;
  await keepShardPlan(host, proof.planFolder, folder);
  const merge = { kind, sources: sources.map(tellSource), ...await proof.end() };
  const { root, gate } = options;
  const script = gate.at(-1) ?? "qa_gate.ts";
  const { history } = options;
  const here = { runId, folder, outputs, root, script, ...(history !== undefined && { history }) };
  const parts = { ...here, sources, suites: suites.value, merge, warnings };
  return ok(await diagnose(host, assembleMerged(host, parts), folder));
}

/** Says of each suite that did not pass why, from its tests and the logs that were linked. */
async function diagnose(host: Host, record: RunRecord, path: string): Promise<RunRecord> {
  const { plan } = record;
  const ids = [...new Set(plan.suites.map(({ runner }) => runner))];
  const tables = { runners: await loadRunners(ids), signatures: loadSignatures };
  const context = { host, plan, tables, run: { path } };
  return { ...record, suites: await diagnoseSuites(context, record.suites) };
}

/** What each shard was to run stays beside their record, and beside that of one that is run again. */
async function keepShardPlan(host: Host, plan: string | null, folder: string): Promise<void> {
  if (plan === null) return;
  const from = `${plan}/${SHARD_PLAN}`;
  if ((await host.files.stat(from))?.kind !== "file") return;
  await host.files.linkOrCopy(from, `${folder}/${SHARD_PLAN}`);
}

/** Reruns have no plan in common: they are whole when every record tells all of its tests. */
function proveReruns({ record }: MergeSource): Proof {
  const problems: string[] = [];
  const none = { count: 0, first: [] };
  return {
    witness: NO_WITNESS,
    planFolder: record.shard === null ? null : record.folder,
    lack: (problem) => void problems.push(problem),
    end: () =>
      Promise.resolve({
        completeness: {
          is_complete: problems.length === 0,
          problems,
          missing: none,
          doubled: none,
          unexpected: none,
          commands: [],
        },
        imbalance: null,
      }),
  };
}

function withShards(
  [first, ...more]: readonly [MergeSource, ...MergeSource[]],
): readonly [ShardSource, ...ShardSource[]] {
  return [withShard(first), ...more.map(withShard)];
}

function withShard(source: MergeSource): ShardSource {
  const { shard } = source.record;
  if (shard === null) throw new Error(`${source.record.runId} is no shard`);
  return { ...source, shard };
}

function tellSource({ record, run }: MergeSource): MergeJson["sources"][number] {
  const verdict = VERDICTS.find((one) => one === run.verdict) ?? "unproven";
  const shard = record.shard?.index ?? null;
  return { run_id: run.runId, record: record.folder ?? record.path, shard, verdict };
}

/** True where a test that passed after it failed can only be unsteady: nothing was changed between. */
function isOfOneCode(sources: readonly MergeSource[]): boolean {
  const commits = sources.map(({ run }) => run.git);
  const [first] = commits;
  return commits.every((git) => git !== null && !git.dirty && git.commit === first?.commit);
}

function byShard(a: MergeSource, b: MergeSource): number {
  return (a.record.shard?.index ?? 0) - (b.record.shard?.index ?? 0) || byStart(a, b);
}

function byStart(a: MergeSource, b: MergeSource): number {
  return a.run.startedAt < b.run.startedAt ? -1 : a.run.startedAt > b.run.startedAt ? 1 : 0;
}
