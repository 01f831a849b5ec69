import { ENTRY_PAYLOAD, TASK_SCRIPT, taskPayload } from "../docker/task_script.ts";
import { ENTRY_SCRIPT } from "../docker/entry_script.ts";
import { joinInside } from "../execute/join_inside.ts";
import { VARIABLE_NAME } from "../model/flag_value.ts";
import { formatOwner, LABEL_OWNER, LABEL_RUN, ownerOf } from "../model/owner.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { RemoteJob } from "../model/remote_engine.ts";
import { formatTask, type TaskSuite } from "../report/format_task.ts";
import type { GateSession } from "./gate_session.ts";
import type { RemoteSession } from "./remote_session.ts";

/** One suite of a task, with the command that runs its part. */
export interface JobSuite {
  readonly suite: PlannedSuite;
  readonly command: SuiteCommand;
  /** File in which it is listed. */
  readonly list?: string;
}

/** What a job is made of. */
export interface JobRequest {
  /** Ends its name; lower-case letters, digits and dashes. */
  readonly suffix: string;
  /** By number, in the order in which they are to begin. */
  readonly tasks: ReadonlyMap<number, readonly JobSuite[]>;
  readonly parallelism: number;
}

/** A session that has an engine of many machines. */
export type FarSession = GateSession & { readonly remote: RemoteSession };

/** What of a session a job is made from. */
export type JobSource =
  & Pick<GateSession, "plan" | "host" | "nonce">
  & { readonly run: Pick<GateSession["run"], "runId"> }
  & { readonly remote: Pick<RemoteSession, "request" | "readiness" | "nonce"> };

/** So long after its suites' own deadlines a task may take to begin, and to send what it has. */
const SENDING_MS = 10 * 60_000;

/** The job that runs these tasks, its payload spelled. */
export function makeJob(
  session: JobSource,
  { suffix, tasks, parallelism }: JobRequest,
): RemoteJob {
  const { remote, plan, run, host, nonce } = session;
  const settings = plan.suites[0]?.container;
  if (!settings) throw new Error("a job without a container");
  const nonceFile = nonce === null ? null : joinInside(settings.workdir, nonce.path);
  const words = { nonce: remote.nonce, nonceFile };
  const payload: Record<string, string> = { [ENTRY_PAYLOAD]: ENTRY_SCRIPT };
  let longestMs = 0;
  for (const [task, suites] of tasks) {
    payload[taskPayload(task)] = formatTask(
      suites.map((one) => spell(session, one, suites)),
      words,
    );
    longestMs = Math.max(longestMs, durationOf(suites));
  }
  const root = { source: plan.root, target: settings.workdir, readOnly: false };
  const { cpus, pidsLimit, user, network, graceMs } = settings;
  return {
    name: `qa-${run.runId}-${suffix}`.toLowerCase().replace(/[^a-z0-9-]/g, "-"),
    image: remote.readiness.image,
    script: TASK_SCRIPT,
    payload,
    tasks: [...tasks.keys()],
    parallelism: Math.max(1, Math.min(parallelism, tasks.size)),
    deadlineMs: longestMs + SENDING_MS,
    graceMs,
    memoryBytes: isOwnMemory(session) ? settings.memoryBytes : null,
    ...{ cpus, pidsLimit, user, network, env: {} },
    mounts: [...remote.request.workspace === "mount" ? [root] : [], ...settings.mounts],
    placement: remote.request.placement,
    labels: { [LABEL_OWNER]: formatOwner(ownerOf(host.machine)), [LABEL_RUN]: run.runId },
  };
}

function durationOf(suites: readonly JobSuite[]): number {
  return suites.reduce(
    (sum, { suite, command }) => sum + command.timeoutMs + (suite.container?.graceMs ?? 0),
    0,
  );
}

/** The default is a part of this machine's memory, and says nothing of other nodes. */
function isOwnMemory({ plan }: JobSource): boolean {
  return plan.sources.some(({ name, from }) =>
    /(^|: )memory$/.test(name) && from !== "default" && from !== "detected"
  );
}

function spell(
  { host }: JobSource,
  { suite, command, list }: JobSuite,
  all: readonly JobSuite[],
): TaskSuite {
  const needs = suite.needs.map((name) => all.findIndex((one) => one.suite.name === name));
  const given = { ...suite.container?.env, ...command.env };
  const own = host.environment();
  const env = Object.entries(given).flatMap(([name, value]) => {
    const text = value ?? own[name];
    return text === undefined || !VARIABLE_NAME.test(name) ? [] : [[name, text] as const];
  });
  return {
    command,
    graceMs: suite.container?.graceMs ?? 0,
    root: suite.container?.workdir ?? "/",
    env: Object.fromEntries(env),
    needs: needs.filter((at) => at >= 0),
    ...(list === undefined ? {} : { list }),
  };
}
