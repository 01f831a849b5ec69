import { runTasks } from "../execute/run_tasks.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { TaskLife } from "../model/remote_life.ts";
import { type FarSession, makeJob } from "./make_job.ts";
import type { GateSession } from "./gate_session.ts";
import { tellSent } from "./sent_facts.ts";

/** A listing that is about to begin: its command, and where what it tells goes. */
export interface FarListing {
  readonly command: SuiteCommand;
  /** Absolute, and as it is told. */
  readonly folder: string;
  readonly label: string;
  /** Absolute folder in which the file that it tells is looked for. */
  readonly box: string;
}

/** Asks a suite's tool for its tests in a task of its own; what it told is laid out as a container would have. */
export async function askRemotely(
  session: GateSession,
  suite: PlannedSuite,
  { command, folder, label, box }: FarListing,
  file: string | null,
): Promise<ExecutionFacts> {
  const far = farSession(session);
  const { host, remote, run, cancel, deadline } = far;
  const asked = { suite, command, ...(file === null ? {} : { list: file }) };
  const job = makeJob(far, {
    suffix: `list-${suite.name}`,
    tasks: new Map([[0, [asked]]]),
    parallelism: 1,
  });
  let facts: ExecutionFacts | null = null;
  const settle = async (life: TaskLife): Promise<void> => {
    const sent = life.suites.get(0);
    if (sent === undefined) return;
    facts = await tellSent(far, { life, sent, suite, command, folder, label });
    const list = sent.files.get("list");
    if (file !== null && list?.path) await host.files.rename(list.path, `${box}/${file}`);
  };
  const end = await runTasks(host, remote.engine, job, {
    ...{ nonce: remote.nonce, spool: `${run.spool}/remote-list-${suite.name}`, settle },
    ...{ retries: remote.request.retries, note: remote.note },
    signal: AbortSignal.any([cancel, deadline.signal]),
  });
  return facts ?? lostFacts(far, command, end.lost.get(0) ?? "nothing of it came");
}

/** A session that has an engine of many machines. */
export function farSession(session: GateSession): FarSession {
  const { remote } = session;
  if (remote === undefined) throw new Error("no engine of many machines");
  return { ...session, remote };
}

const NOTHING = { bytes: 0, lines: 0, firstOutputMs: null, lastOutputMs: null };

function lostFacts(
  { host, cancel, remote }: FarSession,
  { argv, timeoutMs }: SuiteCommand,
  detail: string,
): ExecutionFacts {
  return {
    ...{ argv, timeoutMs, startedAt: host.now(), durationMs: 0, exitCode: null, signal: null },
    ...{ timedOut: false, cancelled: cancel.aborted, stdout: NOTHING, stderr: NOTHING },
    spawnFailure: null,
    container: {
      account: {
        ...{ id: "", name: "", imageId: remote.readiness.image, state: null, trailer: null },
        ...{ counters: null, events: [], signals: [], hasBegun: false, firstStartedAt: null },
        log: null,
      },
      problem: {
        kind: "engine",
        reason: "container-lost",
        detail: `the task that lists its tests was lost: ${detail}`,
        hint: "See remote_events.jsonl",
      },
      ...{ tellsStops: true, reachesEngine: false, hasEntryScript: true, expectedNonce: "" },
      ...{ workdir: "/", log: null, memoryLimitBytes: null },
      machineMemoryBytes: host.machine.memoryBytes,
    },
  };
}
