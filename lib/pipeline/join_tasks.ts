import { worstOutcome } from "../classify/merge_outcomes.ts";
import { type RemoteJson, TASKS_NAMED } from "../model/remote_json.ts";
import type { PlannedSuite } from "../model/plan.ts";
import type { Execution, NotChecked, SuiteRecord } from "../model/run_record.ts";
import { NO_TESTS } from "../model/test_counts.ts";
import { compareShardPlan, type ShardComparison } from "../write/compare_shard_plan.ts";
import { loadShardPlan } from "../write/load_shard_plan.ts";
import { type JoinedTests } from "../write/merge_rerun_tests.ts";
import { mergeShardTests } from "../write/merge_shard_tests.ts";
import type { FarSession } from "./make_job.ts";
import { explainParts, NO_WITNESS } from "./prove_shards.ts";
import type { RemoteRun, TaskPiece, TasksToJoin } from "./remote_seen.ts";
import { skippedSuite } from "./run_suite.ts";
import { tellRemote } from "./tell_remote.ts";

/** Joins the parts of every suite to one record each, and proves that each planned part ran exactly once. */
export async function joinTasks(session: FarSession, joining: TasksToJoin): Promise<RemoteRun> {
  const { host, plan, run } = session;
  const startMs = host.monotonicMs();
  const problems: string[] = [];
  const loaded = await loadShardPlan(host, run.path);
  if (loaded.faults > 0) problems.push("shard_plan.jsonl is damaged");
  const comparison = compareShardPlan(host, run.path, loaded);
  const suites: SuiteRecord[] = [];
  for (const suite of plan.suites) {
    suites.push(await joinSuite(session, suite, { joining, comparison, problems }));
  }
  for (const { task, suite, execution } of joining.seen.pieces) {
    if (execution === null || NO_ANSWER.has(execution.outcome)) continue;
    comparison.answered(suite, task, execution.outcome === "passed");
  }
  const parts = await comparison.end();
  const lost = tellLost(joining);
  // What did not run at all is told as a whole.
  const ran = new Set(suites.filter(({ place }) => place !== null).map(({ name }) => name));
  problems.push(...explainLost(lost, joining.end.lost.size), ...explainParts(parts));
  const completeness = {
    ...{ is_complete: problems.length === 0, problems, ...parts, commands: [] },
  };
  const joinMs = Math.round(host.monotonicMs() - startMs);
  return {
    suites,
    notes: joining.deal.notes,
    notChecked: lost.flatMap(({ task, suites: names, why }): readonly NotChecked[] =>
      names.filter((name) => ran.has(name))
        .map((suite) => ({ suite, what: `its part in shard ${task}`, why }))
    ),
    remote: tellRemote(session, joining, { completeness, lost, joinMs }),
  };
}

const NO_ANSWER: ReadonlySet<string> = new Set(["not-run", "cancelled", "lost"]);

interface Joining {
  readonly joining: TasksToJoin;
  readonly comparison: ShardComparison;
  readonly problems: string[];
}

async function joinSuite(
  session: FarSession,
  suite: PlannedSuite,
  { joining, comparison, problems }: Joining,
): Promise<SuiteRecord> {
  const { emit } = session;
  const { deal, seen, end, isStopped } = joining;
  const leftOut = deal.leftOut.get(suite.name);
  if (leftOut !== undefined) return skippedSuite(suite, leftOut);
  const pieces = seen.pieces.filter((piece) => piece.suite === suite.name)
    .sort((a, b) => a.task - b.task);
  const executions = pieces.flatMap(({ execution }) => execution === null ? [] : [execution]);
  if (executions.length === 0) return neverRan(session, suite, joining, pieces);
  const joined = await joinTests(session, suite, { pieces, comparison, problems });
  const counts = joined?.counts ?? NO_TESTS;
  const answers = pieces.map(({ task, execution, why }) => ({
    shard: task,
    outcome: execution?.outcome ?? "not-run" as const,
    ...{ why, failed: execution?.report.counts.failed ?? 0, isWhole: true },
  }));
  const isCut = isStopped &&
    [...end.lost.keys()].some((task) =>
      deal.tasks.get(task)?.some((one) => one.suite.name === suite.name)
    );
  const told = isCut
    ? [...answers, { ...CANCELLED, shard: [...end.lost.keys()][0] ?? 0 }]
    : answers;
  const judged = worstOutcome(told, counts);
  const { name, kind, runner, required } = suite;
  emit({
    ...{ type: "suite-ended", suite: name, place: "container", attempt: 1, exit_code: null },
    ...{ ...judged, counts, duration_ms: sumOf(executions) },
  });
  const record = {
    name,
    kind,
    runner,
    required,
    ...judged,
    place: "container",
    executions,
  } as const;
  if (joined === null) return record;
  const lists = { ...listsOf(joined), attempts: executions.length, folder: `suites/${name}` };
  const whole = { ...record, merged: lists };
  if (suite.retries === 0 || judged.outcome !== "failed" || isStopped) return whole;
  const { retryRemotely } = await import("./retry_remotely.ts");
  return await retryRemotely(session, suite, { record: whole, total: deal.total });
}

const CANCELLED = { outcome: "cancelled", why: "it was ended", failed: 0, isWhole: true } as const;

function sumOf(executions: readonly Execution[]): number {
  return executions.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function listsOf({ failures, flaky, quarantined, counts }: JoinedTests) {
  return { failures, flaky, quarantined, counts };
}

function neverRan(
  { cancel, emit }: FarSession,
  suite: PlannedSuite,
  { deal, end, isStopped }: TasksToJoin,
  pieces: readonly TaskPiece[],
): SuiteRecord {
  const own = [...end.lost].find(([task]) =>
    deal.tasks.get(task)?.some((one) => one.suite.name === suite.name)
  );
  const lost = own === undefined ? "nothing of it was dealt out" : `shard ${own[0]}: ${own[1]}`;
  const why = pieces[0]?.why ?? (isStopped ? "the run was ended before it" : lost);
  emit({ type: "suite-skipped", suite: suite.name, why });
  const record = skippedSuite(suite, why);
  return cancel.aborted ? { ...record, outcome: "cancelled" } : record;
}

/** Null where no part has lines of tests: a check. */
async function joinTests(
  { host, run, warn }: FarSession,
  { name }: PlannedSuite,
  { pieces, comparison, problems }: {
    readonly pieces: readonly TaskPiece[];
    readonly comparison: ShardComparison;
    readonly problems: string[];
  },
): Promise<JoinedTests | null> {
  const shards = pieces.flatMap(({ task, execution }) => {
    const total = execution?.report.counts.total ?? 0;
    return total === 0
      ? []
      : [{ shard: task, path: `${run.path}/${execution!.folder}/tests.jsonl`, total }];
  });
  if (shards.length === 0) return null;
  const joined = await mergeShardTests(host, {
    suite: name,
    shards,
    target: `${run.path}/suites/${name}/tests.jsonl`,
    witness: comparison ?? NO_WITNESS,
  });
  if (!joined.ok) {
    warn(`the tests of ${name} could not be joined`);
    problems.push(`the tests of ${name} could not be joined`);
    return null;
  }
  for (const { shard, path, total } of shards) {
    const told = joined.value.told.get(path) ?? 0;
    // A line that is lost may have told a failure.
    if (told !== total) {
      problems.push(`shard ${shard} counts ${total} tests of ${name} and tells ${told}`);
    }
  }
  return joined.value;
}

function tellLost({ deal, end }: TasksToJoin): RemoteJson["lost"] {
  return [...end.lost].sort(([a], [b]) => a - b).slice(0, TASKS_NAMED).map(([task, why]) => ({
    task,
    suites: (deal.tasks.get(task) ?? []).map(({ suite }) => suite.name),
    parts: deal.partsOf[task] ?? 0,
    why,
  }));
}

function explainLost(lost: RemoteJson["lost"], count: number): readonly string[] {
  if (count === 0) return [];
  const named = lost.slice(0, 3).map(({ task, suites, parts, why }) =>
    `shard ${task} (${parts} parts of ${suites.join(", ")}): ${why}`
  );
  const more = count > named.length ? `; and ${count - named.length} more` : "";
  return [`no answer of ${named.join("; ")}${more}`];
}
