import { dockerRemove } from "../docker/docker_remove.ts";
import { STDERR_NAME, STDOUT_NAME, TICKET_NAME, TRAILER_NAME } from "../docker/entry_script.ts";
import type { Host } from "../host/host.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import { isUntouched, makeBox } from "./container_box.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { createContainer, proveWithoutShell } from "./create_container.ts";
import { newCounters } from "./count_stream.ts";
import { loadTrailer } from "./keep_evidence.ts";
import { tellContainer, type Told } from "./tell_container.ts";

/**
 * Runs one suite in one container and gathers what can be known of it, in the order that loses
 * nothing: box, create, start, follow, guard, settle, read the trailer. The container itself is left
 * for the caller to remove, after the evidence is safe. Never throws for what engines do.
 */
export async function runInContainer(
  host: Host,
  execution: ContainerExecution,
): Promise<ExecutionFacts> {
  const first = await runOnce(host, execution);
  if (!lacksShell(first) || !(await isUntouched(host, execution.request.box))) return first;
  execution.warn(`${execution.label}: the image has no /bin/sh, so it runs without our trailer`);
  await forget(host, execution, first);
  const request = {
    ...execution.request,
    name: `${execution.request.name}-plain`,
    withEntryScript: false,
  };
  const subject = { ...execution.subject, container: request.name };
  return await runOnce(host, { ...execution, request, subject });
}

/** Removes the container in which nothing ran, what it left and what was said of the missing shell. */
async function forget(
  host: Host,
  execution: ContainerExecution,
  facts: ExecutionFacts,
): Promise<void> {
  const { dockerBin } = execution.request.settings;
  const id = facts.container?.account.id ?? "";
  const left = [
    ...["stdout.log", "stderr.log"].map((name) => `${execution.folder}/${name}`),
    ...[TICKET_NAME, STDOUT_NAME, STDERR_NAME, TRAILER_NAME]
      .map((name) => `${execution.request.box}/${name}`),
  ];
  await Promise.all([
    host.run(dockerRemove(dockerBin, [id])),
    ...left.map((path) => host.files.remove(path)),
  ]);
  Object.assign(execution.stdout, newCounters());
  Object.assign(execution.stderr, newCounters());
}

/**
 * Our script writes its first line before anything else, so a container that ended without one had
 * nothing to run it: the init program found no /bin/sh (127; podman's says 1), or the runtime did not.
 */
function lacksShell(facts: ExecutionFacts): boolean {
  const account = facts.container?.account;
  if (!account?.state || !facts.container?.hasEntryScript || account.trailer !== null) return false;
  // Tests can change the trailer; what they have printed shows that they ran.
  const { log } = facts.container;
  if (log !== null && (log.stdout.sha256 !== null || log.stderr.sha256 !== null)) return false;
  const { status, exitCode, error } = account.state;
  if (status === "created") return /exec: "\/bin\/sh": .*(no such file|not found)/.test(error);
  return status === "exited" && (exitCode === 127 || exitCode === 1);
}

async function runOnce(host: Host, execution: ContainerExecution): Promise<ExecutionFacts> {
  const clock = { startedAt: host.now(), startMs: host.monotonicMs() };
  const tell = (told: Omit<Told, "startedAt" | "startMs">): ExecutionFacts =>
    tellContainer(host, execution, { ...clock, ...told });
  // Loaded while the container is made: nothing of it is needed before.
  const life = import("./live_container.ts");
  const box = await makeBox(host, execution.request.box);
  if (!box.ok) return tell({ id: "", problem: box.error });
  try {
    const created = await createContainer(host, execution);
    if (!created.ok) {
      return tell({ id: "", problem: created.error, trailer: await loadTrailer(host, execution) });
    }
    const id = created.value;
    execution.onCreated(id);
    const proof = await proveWithoutShell(host, execution, id);
    if (!proof.ok) return tell({ id, problem: proof.error });
    const { liveContainer } = await life;
    return tell({ id, ...await liveContainer(host, execution, box.value, id) });
  } finally {
    box.value.close();
  }
}
