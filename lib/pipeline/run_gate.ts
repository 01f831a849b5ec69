import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { RunEvent } from "../model/run_event.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { describeCommit } from "../observe/describe_commit.ts";
import { type EventLog, openEventLog } from "../write/event_log.ts";
import { openRun, type RunFolder } from "../write/open_run.ts";
import { compareRun } from "./compare_run.ts";
import type { GateSession, GateTables, SuiteProgress } from "./gate_session.ts";
import type { Interrupts } from "./listen_for_interrupts.ts";
import { type Deadline, openDeadline } from "./open_deadline.ts";
import { closeSession, openSession } from "./open_session.ts";
import { readyEngine, type ReadyEngineOptions } from "./ready_engine.ts";
import { firstFallback, type Readiness } from "./ready_images.ts";
import type { RemoteRun } from "./remote_seen.ts";
import { hasAnswer, midwayFallback } from "./run_suite.ts";
import { runSuites } from "./run_suites.ts";
import type { ShardedSession } from "./shard_session.ts";
import type { TriageRequest } from "./triage_run.ts";

/** What a run is given beside its plan. */
export interface GateOptions {
  readonly tables: GateTables;
  readonly redactor: Redactor;
  readonly runId: string | null;
  readonly version: string;
  readonly invocation: readonly string[];
  readonly interrupts: Interrupts;
  /** What the run is compared with; absent where that is not asked for. */
  readonly triage?: TriageRequest;
  /** Told every event and warning as it happens. */
  readonly show: (event: RunEvent) => void;
  /** Told when a container is made, before it is started. */
  readonly onContainer?: () => void;
  /** Given the running suites once, so that a live view can look at them. */
  readonly watch: (progress: ReadonlyMap<string, SuiteProgress>) => void;
}

/** A run that is over, and where its files are. */
export interface GateRun {
  readonly record: RunRecord;
  readonly run: RunFolder;
  /** Resolves when containers, watchers and spool are gone; writing need not wait for it. */
  readonly closed: Promise<void>;
}

/**
 * Runs a plan to its record: folders, engine, suites, verdict. Problems are only those that stop a
 * run before it starts; whatever happens afterwards is in the record.
 */
export async function runGate(
  host: Host,
  plan: Plan,
  options: GateOptions,
): Promise<Result<GateRun, Problem>> {
  const deadline = openDeadline(host, plan.deadlineMs);
  try {
    return await runInTime(host, plan, options, deadline);
  } finally {
    deadline.close();
  }
}

async function runInTime(
  host: Host,
  plan: Plan,
  options: GateOptions,
  deadline: Deadline,
): Promise<Result<GateRun, Problem>> {
  const startedAt = host.now();
  const startMs = host.monotonicMs();
  const warnings: string[] = [];
  const opened = await openRunAnywhere(host, plan, options, warnings);
  if (!opened.ok) return opened;
  const run = opened.value;
  const log = await openEventLog(host, `${run.path}/events.jsonl`, options.redactor, (text) => {
    warnings.push(text);
  });
  const emit = (event: RunEvent): void => {
    if (event.type === "warning") warnings.push(event.message);
    log.add(event);
    options.show(event);
  };
  options.interrupts.onFirst((signal) => emit({ type: "cancelled", signal }));
  const commit = describeCommit(host, plan.root);
  const signal = AbortSignal.any([options.interrupts.signal, deadline.signal]);
  const { tables } = options;
  const ready = await makeReady(host, plan, { signal, emit, run, tables, spool: run.spool });
  if (!ready.ok) return await abandon(host, run, log, ready);
  const parts = { ...options, deadline, run, ready: ready.value, emit };
  const whole = await openSession(host, plan, parts);
  options.watch(whole.progress);
  const { session, ran, far } = await runParts(whole, ready.value);
  // Loaded only now, and by then there already: what makes the end of a run delays no beginning.
  const { dateLosses } = await import("../classify/date_losses.ts");
  const dated = dateLosses(ran);
  session.suitesDone.abort();
  const closing = closeSession(session);
  if (session.refused !== null && !dated.some(hasAnswer)) {
    await closing;
    return await abandon(host, run, log, err(session.refused));
  }
  const suites = await explain(session, dated);
  const { assembleRecord } = await import("./assemble_record.ts");
  // Only a replay has promised tests by name.
  const outstanding = plan.replay === undefined
    ? []
    : await (await import("./settle_outstanding.ts")).settleOutstanding(host, {
      plan,
      suites,
      folder: run.path,
    });
  const fallback = ready.value.fallback ?? midwayFallback(session, suites) ??
    firstFallback(ready.value.images);
  const triage = await compareRun({ session, suites, fallback }, options);
  const record = assembleRecord({
    session,
    suites,
    readiness: ready.value,
    fallback,
    triage,
    commit: await commit,
    interruptedBy: options.interrupts.first(),
    startedAt,
    durationMs: Math.round(host.monotonicMs() - startMs),
    version: options.version,
    invocation: options.invocation,
    warnings,
    outstanding,
    ...(far !== undefined && { far }),
  });
  const { verdict, exitCode, durationMs } = record;
  emit({ type: "run-ended", verdict, exit_code: exitCode, duration_ms: Math.round(durationMs) });
  return ok({ record, run, closed: closing.then(() => log.close()) });
}

/** The engine of this machine, or one of many machines; most runs use the former, and load nothing else. */
async function makeReady(
  host: Host,
  plan: Plan,
  options: ReadyEngineOptions & { readonly tables: GateTables; readonly spool: string },
): Promise<Result<Readiness, Problem>> {
  if (plan.remote === undefined) return await readyEngine(host, plan, options);
  const { readyRemote } = await import("./ready_remote.ts");
  return await readyRemote(host, plan, options);
}

/** What ran, in the session in which it did. */
interface RanParts {
  readonly session: GateSession;
  readonly ran: readonly SuiteRecord[];
  readonly far?: RemoteRun;
}

/** Everything on many machines; or here, all of the plan or the part that is asked for. */
async function runParts(whole: GateSession, { remote }: Readiness): Promise<RanParts> {
  if (remote !== undefined) {
    const [{ openRemote }, { runRemotely }] = await Promise.all([
      import("./open_remote.ts"),
      import("./run_remotely.ts"),
    ]);
    const opened = await openRemote(whole, remote);
    const far = await runRemotely(opened);
    whole.pending.push(opened.remote.close());
    const plan = { ...opened.plan, notes: [...opened.plan.notes, ...far.notes] };
    return { session: { ...opened, plan }, ran: far.suites, far };
  }
  const { session, blocked } = await narrow(whole);
  return { session, ran: blocked ?? await prove(session, await runSuites(session)) };
}

/** The part of the plan that is asked for; most runs are whole, and then nothing is loaded for it. */
async function narrow(session: GateSession): Promise<ShardedSession> {
  if (session.plan.shardRequest === undefined) return { session, blocked: null };
  const { shardSession } = await import("./shard_session.ts");
  return await shardSession(session);
}

/** What a shard ran is held against what was dealt to it. */
async function prove(
  session: GateSession,
  suites: readonly SuiteRecord[],
): Promise<readonly SuiteRecord[]> {
  if (session.dealt === undefined) return suites;
  const { checkShard } = await import("./check_shard.ts");
  return await checkShard(session, suites);
}

/** Why what did not pass did not; loaded only where there is such a suite. */
async function explain(
  session: GateSession,
  suites: readonly SuiteRecord[],
): Promise<readonly SuiteRecord[]> {
  if (suites.every(({ outcome }) => outcome === "passed")) return suites;
  const { diagnoseSuites } = await import("./diagnose_suites.ts");
  return await diagnoseSuites(session, suites);
}

/** An outputs folder that cannot be written moves the run to a temporary one, with a warning. */
async function openRunAnywhere(
  host: Host,
  plan: Plan,
  options: GateOptions,
  warnings: string[],
): Promise<Result<RunFolder, Problem>> {
  const opened = await openRun(host, { outputs: plan.outputs, runId: options.runId });
  if (opened.ok || opened.error.kind !== "file") return opened;
  const { detail } = opened.error;
  const elsewhere = `${host.environment()["TMPDIR"] ?? "/tmp"}/qa-gate-${host.randomHex(4)}`;
  const message = `the outputs folder cannot be written (${detail}); this run is in ${elsewhere}`;
  warnings.push(message);
  options.show({ type: "warning", message });
  const other = await openRun(host, { outputs: elsewhere, runId: options.runId });
  return other.ok ? other : opened;
}

/** What the user asked for was refused before anything ran: no half-written run is left behind. */
async function abandon(
  host: Host,
  run: RunFolder,
  log: EventLog,
  problem: Result<never, Problem>,
): Promise<Result<never, Problem>> {
  await log.close();
  await host.files.remove(run.path);
  await host.files.remove(run.spool);
  return problem;
}
