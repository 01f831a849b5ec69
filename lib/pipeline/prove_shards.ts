import { judgeShards, type ShardFacts } from "../classify/judge_shards.ts";
import type { Host } from "../host/host.ts";
import type { MergeJson } from "../model/merge_json.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { ShardJson } from "../model/shard.ts";
import { selectionFlags } from "../plan/selection_flags.ts";
import { quoteShell } from "../report/quote_shell.ts";
import { compareShardPlan, type ShardComparison } from "../write/compare_shard_plan.ts";
import { hashShardPlan, loadShardPlan } from "../write/load_shard_plan.ts";
import type { TestWitness } from "../write/merge_shard_tests.ts";
import type { MergeSource } from "./merge_suites.ts";

/** A source that is a shard. */
export type ShardSource = MergeSource & { readonly shard: ShardJson };

/** Proves that shards are whole together, while their tests are joined. */
export interface ShardProof {
  /** Told every test that ran. */
  readonly witness: TestWitness;
  /** Told what a record lacks. */
  readonly lack: (problem: string) => void;
  /** Absolute folder of a shard that has the very plan it ran by; null where none has. */
  readonly planFolder: string | null;
  end(): Promise<Pick<MergeJson, "completeness" | "imbalance">>;
}

/** Where the shards belong, for the commands that run those that are missing. */
export interface ProofOptions {
  /** Words in front of the flags of the gate. */
  readonly gate: readonly string[];
  /** Absolute folder in which they are run. */
  readonly root: string;
}

/**
 * Opens the proof that shards are one whole: their facts agree, and every part of their plan ran
 * exactly once, in the shard that it was dealt to.
 */
export async function proveShards(
  host: Host,
  sources: readonly [ShardSource, ...ShardSource[]],
  options: ProofOptions,
): Promise<ShardProof> {
  const lacks: string[] = [];
  const facts: ShardFacts[] = [];
  const lack = (problem: string): void => void lacks.push(problem);
  const comparison = await openComparison(host, sources, { facts, lack });
  const isTold = facts.map(({ shard, planDigest }) => planDigest === shard.plan_digest);
  const told = sources.find((_, at) => isTold[at]) ?? sources[0];
  const planFolder = isTold.includes(true) ? told.record.folder : null;
  return {
    planFolder,
    witness: comparison ?? NO_WITNESS,
    lack,
    end: async () => {
      const judged = judgeShards(facts);
      for (const { run, shard } of sources) {
        for (const suite of run.suites) {
          if (hasAnswer(suite)) comparison?.answered(suite.name, shard.index, isGreen(suite));
        }
      }
      const none = { count: 0, first: [] };
      const seen = await comparison?.end() ?? { missing: none, doubled: none, unexpected: none };
      const problems = [...judged.problems, ...lacks, ...explainParts(seen)];
      return {
        completeness: {
          is_complete: problems.length === 0,
          problems,
          ...seen,
          commands: judged.missing.map((index) =>
            commandOf(told, index, { ...options, planFolder })
          ),
        },
        imbalance: weighShards(sources),
      };
    },
  };
}

/** Without a plan there is nothing to hold tests against. */
export const NO_WITNESS: TestWitness = { line: () => {}, test: () => {} };

/** The plan of the first shard that has the very file it ran by; the facts of all on the way. */
async function openComparison(
  host: Host,
  sources: readonly ShardSource[],
  { facts, lack }: { readonly facts: ShardFacts[]; readonly lack: (problem: string) => void },
): Promise<ShardComparison | null> {
  let comparison: ShardComparison | null = null;
  for (const { record, run, shard } of sources) {
    const planDigest = record.folder === null ? null : await hashShardPlan(host, record.folder);
    facts.push({
      runId: run.runId,
      shard,
      project: run.plan.project,
      profile: run.plan.profile,
      verdict: run.verdict,
      git: run.git,
      configDigest: run.plan.configDigest,
      planDigest,
    });
    // One of them is enough: the others are the same, or a problem.
    if (comparison !== null || record.folder === null || planDigest !== shard.plan_digest) continue;
    const plan = await loadShardPlan(host, record.folder);
    if (plan.faults === 0) comparison = compareShardPlan(host, record.folder, plan);
    else lack(`the shard_plan.jsonl of shard ${shard.index} (${run.runId}) is damaged`);
  }
  return comparison;
}

function hasAnswer({ outcome, place }: SuiteRecord): boolean {
  return place !== null && outcome !== "not-run" && outcome !== "cancelled" && outcome !== "lost";
}

function isGreen({ outcome }: SuiteRecord): boolean {
  return outcome === "passed";
}

/** What a comparison found missing, doubled or unexpected, one sentence each. */
export function explainParts(
  { missing, doubled, unexpected }: Pick<
    MergeJson["completeness"],
    "missing" | "doubled" | "unexpected"
  >,
): readonly string[] {
  return [
    ...explainNames("planned and not run", missing),
    ...explainNames("run in more than one shard", doubled),
    ...explainNames("run and not planned there", unexpected),
  ];
}

function explainNames(
  what: string,
  { count, first }: MergeJson["completeness"]["missing"],
): readonly string[] {
  if (count === 0) return [];
  const shown = first.slice(0, 3);
  const more = count > shown.length ? ` and ${count - shown.length} more` : "";
  return [`${what}: ${shown.join(", ")}${more}`];
}

/** Made from names and numbers that were checked: nothing in it is a recorded command. */
function commandOf(
  { run, shard }: ShardSource,
  index: number,
  { gate, root, planFolder }: ProofOptions & Pick<ShardProof, "planFolder">,
): string {
  const argv = [
    ...gate,
    ...selectionFlags(run.plan),
    ...["--shard-kind", shard.kind, "--shard-index", `${index}`, "--shard-total", `${shard.total}`],
    // With the plan of a shard that is there it is the same shard on any machine, on any day.
    ...planFolder === null ? [] : ["--shard-durations", below(root, planFolder)],
  ];
  return `${quoteShell(["cd", root])} && ${quoteShell(argv)}`;
}

/** Relative to the root where it is below it. */
function below(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** Longest shard over the average one, as planned and as it came: by the time their tests took. */
function weighShards(sources: readonly ShardSource[]): MergeJson["imbalance"] {
  const expected = sources[0]?.shard.expected_imbalance ?? null;
  const loads = sources.map(({ run }) =>
    run.suites.flatMap(({ executions }) => executions)
      .reduce((sum, { durationMs }) => sum + durationMs, 0)
  );
  const sum = loads.reduce((all, ms) => all + ms, 0);
  const longest = loads.reduce((most, ms) => Math.max(most, ms), 0);
  return { expected, seen: sum === 0 ? null : longest / (sum / loads.length) };
}
