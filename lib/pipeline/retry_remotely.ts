import { runTasks } from "../execute/run_tasks.ts";
import type { PlannedSuite } from "../model/plan.ts";
import type { TaskLife } from "../model/remote_life.ts";
import type { Execution, MergedAttempts, SuiteRecord } from "../model/run_record.ts";
import { NO_TESTS } from "../model/test_counts.ts";
import { type FarSession, makeJob } from "./make_job.ts";
import type { Attempt } from "./open_execution.ts";
import { settleSuite } from "./settle_suite.ts";
import { tryAgain } from "./try_again.ts";

/** A suite whose shards are joined, and how many tasks there are in all. */
export interface JoinedSuite {
  readonly record: SuiteRecord & { readonly merged: MergedAttempts };
  readonly total: number;
}

/**
 * Tries the failed tests of a suite again, those of all shards together in one task for each attempt,
 * as often as its plan allows: the very rules of a suite that ran in one place.
 */
export async function retryRemotely(
  session: FarSession,
  suite: PlannedSuite,
  { record, total }: JoinedSuite,
): Promise<SuiteRecord> {
  const first = await firstOf(session, record);
  if (first === null) return record;
  const tried = await tryAgain(session, suite, {
    first,
    command: suite.full,
    run: (attempt) => runAttempt(session, suite, { attempt, total }),
  });
  if (tried.executions.length === 1) return record;
  const executions = [...record.executions, ...tried.executions.slice(1)];
  const merged = tried.merged ?? record.merged;
  const { outcome, why } = tried;
  return {
    ...record,
    outcome,
    why,
    executions,
    merged: { ...merged, attempts: executions.length },
  };
}

/** All shards as one execution that failed by its tests; null where another reason may be behind one. */
async function firstOf(
  { host, run }: FarSession,
  { name, merged, outcome, why, executions }: JoinedSuite["record"],
): Promise<Execution | null> {
  const isByTests = executions.every((one) => one.outcome === "passed" || one.outcome === "failed");
  const failed = executions.filter((one) => one.outcome === "failed");
  const [one] = failed;
  // A shard whose report is not whole may have more that failed.
  const worst = failed.find(({ report }) => report.status !== "whole") ?? one;
  if (!isByTests || worst === undefined) return null;
  const folder = `suites/${name}/shards`;
  await host.files.makeDir(`${run.path}/${folder}`);
  const kept = await host.files.linkOrCopy(
    `${run.path}/${merged.folder}/tests.jsonl`,
    `${run.path}/${folder}/tests.jsonl`,
  );
  if (!kept.ok) return null;
  const { failures, flaky, quarantined, counts } = merged;
  const report = { ...worst.report, counts, declared: null };
  return { ...worst, attempt: 1, folder, outcome, why, failures, flaky, quarantined, report };
}

async function runAttempt(
  session: FarSession,
  suite: PlannedSuite,
  { attempt: { number, command }, total }: { readonly attempt: Attempt; readonly total: number },
): Promise<Execution> {
  const { remote, run, cancel, deadline, host } = session;
  const task = total + number;
  const job = makeJob(session, {
    suffix: `again-${suite.name}-${number}`,
    tasks: new Map([[task, [{ suite, command }]]]),
    parallelism: 1,
  });
  let execution: Execution | null = null;
  const end = await runTasks(host, remote.engine, job, {
    ...{ nonce: remote.nonce, spool: `${run.spool}/remote-again-${suite.name}` },
    ...{ retries: remote.request.retries, note: remote.note },
    signal: AbortSignal.any([cancel, deadline.signal]),
    settle: async (life: TaskLife) => {
      const sent = life.suites.get(0);
      if (sent === undefined) return;
      execution = await settleSuite(session, { life, sent, suite, command, number: task });
    },
  });
  return execution ?? lostAttempt(suite, task, end.lost.get(task) ?? "nothing of it came");
}

const NOTHING = { bytes: 0, lines: 0, firstOutputMs: null, lastOutputMs: null };

/** An attempt without an answer: it counts for nothing. */
function lostAttempt({ name, full }: PlannedSuite, task: number, why: string): Execution {
  return {
    ...{ place: "container", attempt: task, folder: `suites/${name}/container-${task}` },
    ...{ argv: full.argv, startedAt: "", durationMs: 0, outcome: "not-run", why },
    ...{ exitCode: null, signal: null, timedOut: false, stdout: NOTHING, stderr: NOTHING },
    report: {
      ...{ status: "missing", path: null, problems: [], doubts: [] },
      ...{ counts: NO_TESTS, declared: null },
    },
    ...{ failures: [], flaky: [], quarantined: [], findings: [], fallback: null, container: null },
  };
}
