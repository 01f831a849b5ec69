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
import type { ContainerSettings, PlannedSuite } from "../model/plan.ts";
import type { Execution } from "../model/run_record.ts";
import { sampleCgroup } from "../observe/sample_cgroup.ts";
import type { GateSession } from "./gate_session.ts";
import { openExecution } from "./open_execution.ts";

/** Runs a suite in a fresh container and judges it; the container is removed once its evidence is safe. */
export async function runSuiteInContainer(
  session: GateSession,
  suite: PlannedSuite,
  image: ReadyImage,
): Promise<Execution> {
  const { host, run, plan } = session;
  const settings = suite.container;
  const nonce = session.nonce;
  if (settings === null || nonce === null) throw new Error(`no container for ${suite.name}`);
  const opened = await openExecution(session, suite, suite.full, "container");
  const box = `${opened.spool}/box`;
  const counters = { stdout: newCounters(), stderr: newCounters() };
  session.progress.set(suite.name, { startedMs: host.monotonicMs(), ...counters });
  const facts = await runInContainer(host, {
    ...counters,
    request: {
      name: `qa-${run.runId}-${suite.name}-1`.toLowerCase(),
      image,
      settings: { ...settings, timeoutMs: suite.full.timeoutMs },
      command: suite.full,
      labels: labelsOf(session, suite),
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
    sample: (id, until) => sampleCgroup(host, id, until),
  });
  removeLater(session, settings, facts.container?.account.id ?? "");
  const problem = facts.container?.problem ?? null;
  if (problem?.kind === "engine-refused") session.refused ??= problem;
  // Loaded only now: by then the tests have run, and nothing waited for it.
  const { closeExecution } = await import("./close_execution.ts");
  return await closeExecution(session, opened, facts);
}

function labelsOf(session: GateSession, suite: PlannedSuite): Record<string, string> {
  return {
    [LABEL_OWNER]: formatOwner(ownerOf(session.host.machine)),
    [LABEL_RUN]: session.run.runId,
    [LABEL_SUITE]: suite.name,
    [LABEL_ATTEMPT]: "1",
  };
}

/** Removal overlaps with reading the report; the run waits for it at its end. */
function removeLater(session: GateSession, settings: ContainerSettings, id: string): void {
  if (id === "") return;
  const removal = session.host.run(dockerRemove(settings.dockerBin, [id])).then(({ result }) => {
    session.containers.delete(id);
    if (!result.ok) session.warn(`container ${id.slice(0, 12)} was not removed; the next run will`);
  });
  session.pending.push(removal);
}
