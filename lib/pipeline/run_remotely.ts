import { runTasks, type TaskNote, type TasksEnd } from "../execute/run_tasks.ts";
import type { RemoteJob } from "../model/remote_engine.ts";
import type { TaskLife } from "../model/remote_life.ts";
import type { PlannedSuite } from "../model/plan.ts";
import { ok, type Result } from "../model/result.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";
import { addCounts } from "../model/test_counts.ts";
import { dealRemotely, placeOf, type RemoteDeal } from "./deal_remotely.ts";
import { farSession } from "./ask_remotely.ts";
import type { GateSession } from "./gate_session.ts";
import { joinTasks } from "./join_tasks.ts";
import type { RemoteRun, RemoteSeen, TaskPiece } from "./remote_seen.ts";
import { type FarSession, type JobSuite, makeJob } from "./make_job.ts";
import { settleSuite } from "./settle_suite.ts";

/** Runs all of a plan on many machines: lists, deals, runs each shard exactly once, joins and proves. */
export async function runRemotely(session: GateSession): Promise<RemoteRun> {
  const far = farSession(session);
  const { host, cancel, deadline } = far;
  const startMs = host.monotonicMs();
  const dealt = await dealJob(far);
  if (!dealt.ok) return { suites: dealt.error, notChecked: [], notes: [], remote: null };
  const { deal, job } = dealt.value;
  const dealtMs = host.monotonicMs();
  const seen: RemoteSeen = {
    ...{ pieces: [], lives: new Map(), counted: new Map(), jobs: [], firstStartMs: null },
  };
  const failFast = new AbortController();
  tellStart(far, deal);
  const signal = AbortSignal.any([cancel, deadline.signal, failFast.signal]);
  const end = job === null
    ? NOTHING_RAN
    : await run(far, deal, { job, seen, signal, stop: () => failFast.abort() });
  const ranMs = host.monotonicMs();
  const times = {
    plan_ms: Math.round(dealtMs - startMs),
    first_start_ms: seen.firstStartMs === null ? null : Math.round(seen.firstStartMs - dealtMs),
    run_ms: Math.round(ranMs - dealtMs),
  };
  return await joinTasks(far, { deal, seen, end, times, isStopped: signal.aborted });
}

const NOTHING_RAN: TasksEnd = {
  ...{ settled: new Set<number>(), lost: new Map<number, string>(), lives: 0, late: 0, again: 0 },
};

/** The deal and its job; what tasks are told to run is in the job's payload alone, for it may be long. */
async function dealJob(
  session: FarSession,
): Promise<Result<{ deal: RemoteDeal; job: RemoteJob | null }, readonly SuiteRecord[]>> {
  const dealt = await dealRemotely(session);
  if (!dealt.ok) return dealt;
  const { tasks, parallelism } = dealt.value;
  const job = tasks.size === 0 ? null : makeJob(session, { suffix: "run", tasks, parallelism });
  const planned = new Map(session.plan.suites.map((suite) => [suite.name, suite]));
  const light = ({ suite, command: { files: _, ...command } }: JobSuite): JobSuite => ({
    suite: planned.get(suite.name) ?? suite,
    command,
  });
  const kept = new Map([...tasks].map(([task, suites]) => [task, suites.map(light)]));
  return ok({ deal: { ...dealt.value, tasks: kept }, job });
}

interface Running {
  readonly job: RemoteJob;
  readonly seen: RemoteSeen;
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

async function run(
  session: FarSession,
  deal: RemoteDeal,
  { job, seen, signal, stop }: Running,
): Promise<TasksEnd> {
  const { host, remote, run: { spool }, plan } = session;
  return await runTasks(host, remote.engine, job, {
    ...{ nonce: remote.nonce, spool: `${spool}/remote`, signal },
    retries: remote.request.retries,
    note: (event) => note(session, deal, seen, event),
    settle: async (life) => {
      const pieces = await settleTask(session, deal, life);
      seen.pieces.push(...pieces);
      tellEnd(session, deal, life, pieces);
      if (plan.failFast && pieces.some(({ suite, execution }) => isRed(plan, suite, execution))) {
        stop();
      }
    },
  });
}

function isRed(
  { suites }: GateSession["plan"],
  suite: string,
  execution: Execution | null,
): boolean {
  const isRequired = suites.find(({ name }) => name === suite)?.required === true;
  return isRequired && execution !== null && execution.outcome !== "passed";
}

/** Every suite of a task, read and judged as if its container had run here. */
async function settleTask(
  session: FarSession,
  { tasks, total, divided }: RemoteDeal,
  life: TaskLife,
): Promise<readonly TaskPiece[]> {
  const shard = placeOf(life.task, total);
  const own: FarSession = { ...session, plan: { ...session.plan, shard } };
  const pieces: TaskPiece[] = [];
  for (const [at, { suite, command }] of (tasks.get(life.task) ?? []).entries()) {
    const sent = life.suites.get(at);
    const { task } = life;
    const unmet = unmetNeed(suite, pieces);
    if (sent?.begun !== true || unmet !== null) {
      const why = unmet ?? sent?.skipped ?? `its task ended before it (${life.end ?? "unknown"})`;
      pieces.push({ task, suite: suite.name, execution: null, why });
      continue;
    }
    const number = task + 1;
    // Of an undivided suite all tests may be skipped no more than here.
    const execution = await settleSuite(divided.has(suite.name) ? own : session, {
      ...{ life, sent, suite, command, number },
    });
    pieces.push({ task, suite: suite.name, execution, why: execution.why });
  }
  return pieces;
}

/**
 * Why a suite of a task is not believed, or null. A task knows exit codes alone: it goes on after a suite
 * that ended with 0 and proves nothing, and what ran on that would not have begun on this machine.
 */
function unmetNeed({ needs }: PlannedSuite, before: readonly TaskPiece[]): string | null {
  const bad = before.find(({ suite, execution }) =>
    needs.includes(suite) && execution?.outcome !== "passed"
  );
  if (bad === undefined) return null;
  return `it needs "${bad.suite}", which ${bad.execution?.outcome ?? "not-run"}`;
}

function note(
  session: FarSession,
  { total }: RemoteDeal,
  seen: RemoteSeen,
  event: TaskNote,
): void {
  const { remote, emit, host, warn } = session;
  remote.note(event);
  if (event.type === "job") seen.jobs.push(event.job);
  if (event.type === "notice") warn(`${remote.engine.name}: ${event.message}`);
  if (event.type === "started") {
    seen.firstStartMs ??= host.monotonicMs();
    const { task, node, life } = event;
    const again = (seen.lives.get(task)?.size ?? 0) > 0;
    emit({ type: "shard-started", shard: task, total, node, life, again });
  }
  if (event.type !== "life") return;
  const { life, use } = event;
  const lives = seen.lives.get(life.task) ?? new Set();
  seen.lives.set(life.task, lives.add(`${life.job} ${life.life}`));
  if (use === "counts") seen.counted.set(life.task, life.node);
  if (use !== "lost") return;
  emit({
    ...{ type: "shard-ended", shard: life.task, total, node: life.node },
    ...{ life: life.life, outcome: "lost", duration_ms: null, counts: addCounts([]) },
    why: [life.end ?? "its end is not known", life.faults[0] ?? life.detail].filter((one) =>
      one !== ""
    ).join(": "),
  });
}

function tellStart({ emit, plan }: FarSession, { tasks }: RemoteDeal): void {
  const suites = new Set([...tasks.values()].flat().map(({ suite }) => suite.name));
  for (const { name, full } of plan.suites) {
    if (!suites.has(name)) continue;
    emit({
      ...{ type: "suite-started", suite: name, place: "container", attempt: 1 },
      argv: [...full.argv],
    });
  }
}

function tellEnd(
  { emit }: FarSession,
  { total }: RemoteDeal,
  life: TaskLife,
  pieces: readonly TaskPiece[],
): void {
  const bad = pieces.find(({ execution }) => execution?.outcome !== "passed");
  const executions = pieces.flatMap(({ execution }) => execution === null ? [] : [execution]);
  emit({
    ...{ type: "shard-ended", shard: life.task, total, node: life.node },
    life: life.life,
    outcome: bad === undefined ? "passed" : bad.execution?.outcome ?? "not-run",
    duration_ms: executions.reduce((sum, { durationMs }) => sum + durationMs, 0),
    counts: addCounts(executions.map(({ report }) => report.counts)),
    why: bad === undefined ? "" : `${bad.suite}: ${bad.why}`,
  });
}
