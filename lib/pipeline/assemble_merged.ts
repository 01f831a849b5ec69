import { judgeRun, type RunJudgement } from "../classify/judge_run.ts";
import type { Host } from "../host/host.ts";
import type { MergeJson } from "../model/merge_json.ts";
import type { Plan, PlannedSuite } from "../model/plan.ts";
import type { QuarantineAccount } from "../model/quarantine.ts";
import type { NotChecked, RunRecord, SuiteRecord } from "../model/run_record.ts";
import { addCounts } from "../model/test_counts.ts";
import { VERSION } from "../model/version.ts";
import { selectionFlags } from "../plan/selection_flags.ts";
import { isPlainPath } from "../write/find_tests_path.ts";
import { countedTests } from "../report/counted_execution.ts";
import type { MergeSource } from "./merge_suites.ts";

/** What a merged record is assembled from. */
export interface MergedParts {
  readonly runId: string;
  readonly folder: string;
  /** Absolute folder of the outputs that the merged record belongs to. */
  readonly outputs: string;
  /** Where it is remembered, as a plan says it. */
  readonly history?: string;
  /** Absolute folder of the project here, and the script of our gate: records name those of elsewhere. */
  readonly root: string;
  readonly script: string;
  /** Oldest first. */
  readonly sources: readonly [MergeSource, ...MergeSource[]];
  readonly suites: readonly SuiteRecord[];
  readonly merge: MergeJson;
  readonly warnings: readonly string[];
}

/**
 * The record of several runs together: settings of the first one, everybody's suites, the verdict drawn
 * as that of a run. What is not proved to be whole is `incomplete` unless it is red or unproven.
 */
export function assembleMerged(host: Host, parts: MergedParts): RunRecord {
  const { sources, suites, merge } = parts;
  const runs = sources.map(({ run }) => run);
  const first = runs[0]!;
  const plan = mergePlans(parts, runs);
  const notChecked = mergeUnchecked(runs, suites, merge);
  const fallback = runs.find((run) => run.fallback !== null)?.fallback ?? null;
  const judged = judgeRun({
    plan,
    suites: suites.map((suite) => judgedSuite(suite, parts)),
    fallback,
    notChecked,
    interruptedBy: null,
    deadlinePassed: true,
  });
  const times = runs.map(({ startedAt }) => startedAt).toSorted();
  const ends = runs.map(({ endedAt }) => endedAt).toSorted();
  const durations = runs.map(({ durationMs }) => durationMs);
  const places = new Set(suites.map(({ place }) => place).filter((place) => place !== null));
  return {
    runId: parts.runId,
    version: VERSION,
    // The newest: runs are ordered by it, and with it this one comes after what it was made from.
    startedAt: times.at(-1) ?? host.now(),
    endedAt: ends.at(-1) ?? host.now(),
    durationMs: merge.kind === "shards"
      ? durations.reduce((a, b) => Math.max(a, b), 0)
      : durations.reduce((sum, ms) => sum + ms, 0),
    invocation: invokeAgain(parts, plan),
    folder: parts.folder,
    plan,
    mode: places.size > 1 ? "mixed" : [...places][0] ?? "none",
    modeWhy: first.modeWhy,
    fallback,
    engine: runs.find(({ engine }) => engine !== null)?.engine ?? null,
    git: runs.at(-1)!.git,
    host: first.host,
    suites,
    counts: addCounts(suites.map(countedTests)),
    notChecked,
    quarantine: mergeQuarantine(runs),
    warnings: [...new Set([...runs.flatMap(({ warnings }) => warnings), ...parts.warnings])],
    ...withCompleteness(judged, parts),
    redactions: [],
    merge,
  };
}

/** A loss in an older run is made good by a later whole answer; in a shard it never is. */
function judgedSuite(suite: SuiteRecord, { merge }: MergedParts): SuiteRecord {
  if (merge.kind === "shards" || suite.outcome === "lost") return suite;
  return { ...suite, executions: suite.executions.filter(({ outcome }) => outcome !== "lost") };
}

function withCompleteness(judged: RunJudgement, { merge, sources }: MergedParts): RunJudgement {
  const { is_complete, problems } = merge.completeness;
  const isRed = judged.verdict === "failed" || judged.verdict === "unproven";
  if (!is_complete && !isRed) {
    return { verdict: "incomplete", exitCode: 5, why: problems.slice(0, 3).join("; ") };
  }
  const what = merge.kind === "shards" ? "shards" : "runs";
  const why = `${judged.why} (merged from ${sources.length} ${what})`;
  return { ...judged, why: is_complete ? why : `${why}; not complete: ${problems[0]}` };
}

function mergePlans(
  { outputs, merge, root, history }: MergedParts,
  runs: readonly RunRecord[],
): Plan {
  const { shard, replay: _, ...plan } = runs[0]!.plan;
  const suites = new Map<string, PlannedSuite>();
  for (const run of runs) {
    for (const suite of run.plan.suites) {
      if (!suites.has(suite.name)) suites.set(suite.name, suite);
    }
  }
  const leftOut = new Map(runs.flatMap((run) => run.plan.leftOut).map((one) => [one.suite, one]));
  return {
    ...plan,
    // A shard that was run again is still that shard.
    ...(merge.kind === "rerun" && shard && { shard }),
    root,
    outputs,
    configPath: plan.configPath !== null && isPlainPath(plan.configPath) ? plan.configPath : null,
    // Variables of elsewhere: no command of ours sets what a stranger's record says.
    sources: plan.sources.map((one) =>
      one.from === "environment" ? { ...one, from: "record" as const } : one
    ),
    ...(history !== undefined && { history }),
    // One run without a container makes the whole no better than that.
    mode: runs.find((run) => run.plan.mode === "failsafe")?.plan.mode ?? plan.mode,
    suites: [...suites.values()],
    leftOut: [...leftOut.values()].filter(({ suite }) => !suites.has(suite)),
    notes: [...new Set([...runs.flatMap((run) => run.plan.notes), noteSources(merge)])],
  };
}

function noteSources({ kind, sources }: MergeJson): string {
  const ids = sources.slice(0, 10).map(({ run_id }) => run_id).join(", ");
  const more = sources.length > 10 ? ` and ${sources.length - 10} more` : "";
  return `merged from ${sources.length} ${kind === "shards" ? "shards" : "runs"}: ${ids}${more}`;
}

/** What no record checked: for reruns the answer of the last record that has the suite. */
function mergeUnchecked(
  runs: readonly RunRecord[],
  suites: readonly SuiteRecord[],
  { kind }: MergeJson,
): readonly NotChecked[] {
  const entries = new Map<string, NotChecked>();
  const ran = new Set(
    suites.filter(({ outcome }) => outcome !== "not-run").map(({ name }) => name),
  );
  for (const run of runs) {
    const own = new Set(run.suites.map(({ name }) => name));
    for (const [key, { suite }] of kind === "rerun" ? entries : []) {
      if (own.has(suite)) entries.delete(key);
    }
    for (const one of run.notChecked) {
      // Left out by one of them, and run by another.
      if (!own.has(one.suite) && ran.has(one.suite)) continue;
      entries.set(`${one.suite}\0${one.what}`, one);
    }
  }
  return [...entries.values()];
}

function mergeQuarantine(runs: readonly RunRecord[]): readonly QuarantineAccount[] {
  const accounts = new Map<string, QuarantineAccount>();
  for (const account of runs.flatMap(({ quarantine }) => quarantine)) {
    const known = accounts.get(account.entry.id);
    const matched = [known?.matched ?? account.matched, account.matched];
    const weight = matched.includes("yes") ? "yes" : matched.includes("unknown") ? "unknown" : "no";
    accounts.set(account.entry.id, { ...account, matched: weight });
  }
  return [...accounts.values()];
}

/** How the whole is run again: by our own script, with no word of a record but names that were checked. */
function invokeAgain({ script }: MergedParts, plan: Plan): readonly string[] {
  return [script, ...selectionFlags(plan)];
}
