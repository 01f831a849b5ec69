import { judgeLog } from "../classify/judge_log.ts";
import type { ContainerExecution } from "../execute/container_execution.ts";
import { failureOf } from "../execute/journal.ts";
import { runInContainer } from "../execute/run_in_container.ts";
import type { ReadyImage } from "../execute/container_request.ts";
import { joinInside } from "../execute/join_inside.ts";
import { newCounters } from "../execute/count_stream.ts";
import { dockerRemove } from "../docker/docker_remove.ts";
import {
  formatOwner,
  LABEL_ATTEMPT,
  LABEL_OWNER,
  LABEL_RUN,
  LABEL_SUITE,
  ownerOf,
} from "../model/owner.ts";
import type { PlannedSuite } from "../model/plan.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { Execution } from "../model/run_record.ts";
import { listProcesses } from "../observe/list_processes.ts";
import { sampleCgroup } from "../observe/sample_cgroup.ts";
import type { GateSession } from "./gate_session.ts";
import { type Attempt, openExecution } from "./open_execution.ts";

/** Runs a suite in a fresh container and judges it; the container is removed once its evidence is safe. */
export async function runSuiteInContainer(
  session: GateSession,
  suite: PlannedSuite,
  image: ReadyImage,
  attempt: Attempt,
): Promise<Execution> {
  const { host, run, plan } = session;
  const settings = suite.container;
  const nonce = session.nonce;
  if (settings === null || nonce === null) throw new Error(`no container for ${suite.name}`);
  const opened = await openExecution(session, suite, attempt, "container");
  const box = `${opened.spool}/box`;
  const counters = { stdout: newCounters(), stderr: newCounters() };
  const name = `qa-${run.runId}-${suite.name}-${attempt.number}`.toLowerCase();
  session.progress.set(suite.name, { startedMs: host.monotonicMs(), ...counters });
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
    folder: opened.folder,
    label: opened.label,
    nonce: nonce.value,
    redactor: session.redactor,
    events: session.events,
    cancel: session.cancel,
    warn: session.warn,
    onCreated: (id) => void session.containers.add(id),
    journal: session.journal,
    subject: { suite: suite.name, attempt: attempt.number, container: name },
    processes: (id) => listProcesses(host, id),
    sample: (id, until) => sampleCgroup(host, id, until),
  };
  const facts = withLog(await runInContainer(host, container));
  const log = facts.container?.account.log ?? null;
  if (log?.status === "truncated") {
    session.warn(`${opened.label}: its log is not complete: ${log.problems[0]}`);
  }
  const problem = facts.container?.problem ?? null;
  if (problem?.kind === "engine-refused") session.refused ??= problem;
  // Loaded only now: by then the tests have run, and nothing waited for it.
  const { closeExecution } = await import("./close_execution.ts");
  const id = facts.container?.account.id ?? "";
  const closing = closeExecution(session, opened, facts);
  if (problem === null && facts.container?.account.state?.status === "exited") {
    removeLater(session, container, id);
  }
  const execution = await closing;
  if (execution.fallback !== null) await fence(session, container, facts);
  else if (!session.removed.has(id)) removeLater(session, container, id);
  const { leaveBox } = await import("./leave_box.ts");
  await leaveBox(session, { label: opened.label, box, mayRun: session.unfenced.has(suite.name) });
  return execution;
}

/** How complete the logs are, beside the rest of what is known of the container. */
function withLog(facts: ExecutionFacts): ExecutionFacts {
  const { container } = facts;
  if (container === null || container.log === null) return facts;
  const account = { ...container.account, log: judgeLog(container.log) };
  return { ...facts, container: { ...container, account } };
}

/** Nothing else may touch the project while tests of a container that was given up may run. */
async function fence(
  session: GateSession,
  container: ContainerExecution,
  facts: ExecutionFacts,
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
function removeLater(session: GateSession, container: ContainerExecution, id: string): void {
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
