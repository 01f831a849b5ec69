import { judgeLog } from "../classify/judge_log.ts";
import { dockerRemove } from "../docker/docker_remove.ts";
import type { ContainerExecution } from "../execute/container_execution.ts";
import type { ReadyImage } from "../execute/container_request.ts";
import { newCounters } from "../execute/count_stream.ts";
import { joinInside } from "../execute/join_inside.ts";
import { failureOf } from "../execute/journal.ts";
import { runInContainer } from "../execute/run_in_container.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import {
  formatOwner,
  LABEL_ATTEMPT,
  LABEL_OWNER,
  LABEL_RUN,
  LABEL_SUITE,
  ownerOf,
} from "../model/owner.ts";
import type { PlannedSuite } from "../model/plan.ts";
import type { TestsPlace } from "../observe/follow_tests.ts";
import { listProcesses } from "../observe/list_processes.ts";
import type { KeptSamples } from "../observe/keep_samples.ts";
import { sampleCgroup } from "../observe/sample_cgroup.ts";
import type { GateSession } from "./gate_session.ts";
import type { Attempt } from "./open_execution.ts";

/** One command in a container of its own, for a suite. */
export interface ContainerCall {
  readonly suite: PlannedSuite;
  readonly image: ReadyImage;
  readonly attempt: Attempt;
  /** Absolute folder for its files, and its name relative to the run's folder. */
  readonly folder: string;
  readonly label: string;
  /** Absolute path of its box. */
  readonly box: string;
  /** Ends the container's name; the attempt's number unless said. */
  readonly suffix?: string;
  /** What is seen of it while it lives, beyond what every container is watched for; absent: nothing. */
  readonly watch?: Pick<ContainerExecution, "sample" | "beforeStop">;
  /** Where its tests are told while they run; absent where they are not. */
  readonly tests?: TestsPlace | null;
}

/** A container that ran, and what was seen of it. */
export interface RanContainer {
  readonly container: ContainerExecution;
  readonly facts: ExecutionFacts;
}

/** Runs a command of a suite in a fresh container; judging, and removing the container, is the caller's. */
export async function runContainer(
  session: GateSession,
  { suite, image, attempt, folder, label, box, suffix, watch, tests }: ContainerCall,
): Promise<RanContainer> {
  const { host, run, plan, nonce } = session;
  const settings = suite.container;
  if (settings === null || nonce === null) throw new Error(`no container for ${suite.name}`);
  const counters = { stdout: newCounters(), stderr: newCounters() };
  const name = `qa-${run.runId}-${suite.name}-${suffix ?? attempt.number}`.toLowerCase();
  session.progress.set(suite.name, {
    ...{ startedMs: host.monotonicMs(), ...counters },
    ...(tests && { tests }),
  });
  const container: ContainerExecution = {
    ...counters,
    request: {
      name,
      image,
      settings: { ...settings, timeoutMs: attempt.command.timeoutMs },
      command: attempt.command,
      labels: labelsOf(session, suite, attempt),
      root: plan.root,
      outputs: run.outputs,
      box,
      nonceFile: joinInside(settings.workdir, nonce.path),
      withEntryScript: true,
    },
    folder,
    label,
    nonce: nonce.value,
    redactor: session.redactor,
    events: session.events,
    cancel: session.cancel,
    warn: session.warn,
    onCreated: (id) => {
      session.containers.add(id);
      session.onContainer?.();
    },
    journal: session.journal,
    subject: { suite: suite.name, attempt: attempt.number, container: name },
    processes: (id) => listProcesses(host, id),
    sample: async (id, until) => {
      const output = (): StreamSize => sizeOf(counters);
      const kept = keepLong(session, { id, until, folder, label, output });
      const last = await sampleCgroup(host, id, until);
      await kept;
      return last;
    },
    ...watch,
  };
  const facts = withLog(await runInContainer(host, container));
  const log = facts.container?.account.log ?? null;
  if (log?.status === "truncated") {
    session.warn(`${label}: its log is not complete: ${log.problems[0]}`);
  }
  const problem = facts.container?.problem ?? null;
  if (problem?.kind === "engine-refused") session.refused ??= problem;
  return { container, facts };
}

/** Below, a container is too short to be drawn, and nothing is loaded for it. */
const SHORT_MS = 1_000;

type StreamSize = ReturnType<KeptSamples["output"]>;

function sizeOf(counters: Pick<ContainerExecution, "stdout" | "stderr">): StreamSize {
  const { stdout, stderr } = counters;
  return { bytes: stdout.bytes + stderr.bytes, lines: stdout.lines + stderr.lines };
}

/** Keeps what a container uses over time, once it has lived for a second. */
async function keepLong(
  { host, redactor, warn }: GateSession,
  { folder, label, ...watched }:
    & Pick<ContainerCall, "folder" | "label">
    & Pick<KeptSamples, "id" | "until" | "output">,
): Promise<void> {
  const startMs = host.monotonicMs();
  await host.sleep(SHORT_MS, watched.until);
  if (watched.until.aborted) return;
  const { keepSamples } = await import("../observe/keep_samples.ts");
  const name = "container_stats.jsonl";
  const file = { path: `${folder}/${name}`, name: `${label}/${name}` };
  await keepSamples(host, { ...watched, ...file, startMs, redactor, warn });
}

/** How complete the logs are, beside the rest of what is known of the container. */
function withLog(facts: ExecutionFacts): ExecutionFacts {
  const { container } = facts;
  if (container === null || container.log === null) return facts;
  const account = { ...container.account, log: judgeLog(container.log) };
  return { ...facts, container: { ...container, account } };
}

/** Nothing else may touch the project while tests of a container that was given up may run. */
export async function fence(
  session: GateSession,
  { container, facts }: RanContainer,
): Promise<void> {
  const { fenceContainer } = await import("../execute/fence_container.ts");
  const { id = "", name = "", counters = null, hasBegun = false } = facts.container?.account ?? {};
  const withEntryScript = facts.container?.hasEntryScript ?? true;
  const last: ContainerExecution = {
    ...container,
    request: { ...container.request, name, withEntryScript },
    subject: { ...container.subject, container: name },
  };
  const fenced = { id, groupSeen: counters !== null, wasStarted: hasBegun };
  if (await fenceContainer(session.host, last, fenced)) {
    session.containers.delete(id);
    return;
  }
  session.unfenced.add(container.subject.suite);
  session.warn(
    `${container.label}: its container may still be running and the engine does not answer, ` +
      "so its failsafe form was not started",
  );
}

function labelsOf(
  session: GateSession,
  suite: PlannedSuite,
  { number }: Attempt,
): Record<string, string> {
  return {
    [LABEL_OWNER]: formatOwner(ownerOf(session.host.machine)),
    [LABEL_RUN]: session.run.runId,
    [LABEL_SUITE]: suite.name,
    [LABEL_ATTEMPT]: String(number),
  };
}

/** Removal overlaps with reading the report; the run waits for it at its end. */
export function removeLater(
  session: GateSession,
  container: ContainerExecution,
  id: string,
): void {
  if (id === "") return;
  session.removed.add(id);
  const { dockerBin } = container.request.settings;
  const removal = session.journal.act(
    { ...container.subject, action: "remove" },
    () => session.host.run(dockerRemove(dockerBin, [id])),
    failureOf,
  ).then(({ result }) => {
    session.containers.delete(id);
    if (!result.ok) session.warn(`container ${id.slice(0, 12)} was not removed; the next run will`);
  });
  session.pending.push(removal);
}
