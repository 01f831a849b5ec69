import type { Host } from "../host/host.ts";
import { dockerInspect, type InspectedContainer } from "../docker/docker_inspect.ts";
import { dockerRemove } from "../docker/docker_remove.ts";
import { dockerStartAttached } from "../docker/docker_start.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { CgroupCounters, ContainerState } from "../model/observation.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { createContainer, proveWithoutShell } from "./create_container.ts";
import { newCounters } from "./count_stream.ts";
import { followProcess } from "./follow_process.ts";
import { guardContainer, type StopReason } from "./guard_container.ts";
import { keepJson, loadTrailer } from "./keep_evidence.ts";
import { settleContainer } from "./settle_container.ts";
import { explainStart, tellContainer } from "./tell_container.ts";

/** How long an event may lag behind the exit it belongs to. */
const EVENT_LAG_MS = 250;
/** How long a start may take before the container is described all the same. */
const START_WAIT_MS = 5_000;
/** A client that could not start a container says so in a line or two. */
const CLIENT_WORDS_BYTES = 64 * 1024;

/**
 * Runs one suite in one container and gathers what can be known of it, in the order that loses
 * nothing: create, watch, start attached, guard, inspect, read the trailer. The container itself
 * is left for the caller to remove, after the evidence is safe. Never throws for what engines do.
 */
export async function runInContainer(
  host: Host,
  execution: ContainerExecution,
): Promise<ExecutionFacts> {
  const first = await runOnce(host, execution);
  if (!lacksShell(first)) return first;
  execution.warn(`${execution.label}: the image has no /bin/sh, so it runs without our trailer`);
  await forget(host, execution, first);
  const request = {
    ...execution.request,
    name: `${execution.request.name}-plain`,
    withEntryScript: false,
  };
  return await runOnce(host, { ...execution, request });
}

/** Removes the container in which nothing ran, and what its init program said of the missing shell. */
async function forget(
  host: Host,
  execution: ContainerExecution,
  facts: ExecutionFacts,
): Promise<void> {
  const { dockerBin } = execution.request.settings;
  const id = facts.container?.account.id ?? "";
  const logs = ["stdout.log", "stderr.log"].map((name) =>
    host.files.remove(`${execution.folder}/${name}`)
  );
  await Promise.all([host.run(dockerRemove(dockerBin, [id])), ...logs]);
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
  const { status, exitCode, error } = account.state;
  if (status === "created") return /exec: "\/bin\/sh": .*(no such file|not found)/.test(error);
  return status === "exited" && (exitCode === 127 || exitCode === 1);
}

async function runOnce(host: Host, execution: ContainerExecution): Promise<ExecutionFacts> {
  const startedAt = host.now();
  const startMs = host.monotonicMs();
  const created = await createContainer(host, execution);
  if (!created.ok) {
    return tellContainer(host, execution, { startedAt, startMs, id: "", problem: created.error });
  }
  const id = created.value;
  execution.onCreated(id);
  const proof = await proveWithoutShell(host, execution, id);
  if (!proof.ok) {
    return tellContainer(host, execution, { startedAt, startMs, id, problem: proof.error });
  }
  const ended = await startAndFollow(host, execution, id);
  const settled = ended.settled ??
    await settleContainer(host, execution.request.settings, id, execution.cancel);
  const [trailer] = await Promise.all([
    loadTrailer(host, execution),
    settled.ok && settled.value ? keepInspect(host, execution, "post", settled.value) : null,
    execution.events.waitFor(id, "die", { timeoutMs: settled.ok ? EVENT_LAG_MS : 0 }),
  ]);
  const seen = settled.ok ? settled.value : null;
  const refused = seen === null ? null : await whyNotStarted(host, execution, seen.state);
  return tellContainer(host, execution, {
    startedAt,
    startMs,
    id,
    problem: settled.ok ? refused : settled.error,
    stopped: ended.stopped,
    counters: ended.counters,
    state: seen?.state ?? null,
    trailer,
  });
}

/**
 * Why a container was not started, or null when it was. Podman records no reason; its client says it,
 * and a container that never ran has written nothing to what the client wrote to.
 */
async function whyNotStarted(
  host: Host,
  execution: ContainerExecution,
  state: ContainerState,
): Promise<Problem | null> {
  if (state.startedAt !== null) return null;
  const said = state.error === ""
    ? await host.files.readText(`${execution.folder}/stderr.log`, CLIENT_WORDS_BYTES)
    : ok(state.error);
  return said.ok && said.value !== "" ? explainStart(said.value) : null;
}

interface Ended {
  readonly stopped: StopReason | null;
  readonly counters: CgroupCounters | null;
  /** The state, when the engine's own event told the end before the client did. */
  readonly settled: Result<InspectedContainer, Problem> | null;
}

async function startAndFollow(
  host: Host,
  execution: ContainerExecution,
  id: string,
): Promise<Ended> {
  const { settings } = execution.request;
  const started = host.start({
    argv: dockerStartAttached(settings.dockerBin, id),
    cwd: host.machine.cwd,
  });
  if (!started.ok) return { stopped: null, counters: null, settled: null };
  const over = new AbortController();
  const guard = guardContainer(
    host,
    { settings, id, client: started.value, over: over.signal },
    execution.cancel,
  );
  const sampling = execution.sample(id, over.signal);
  const inspecting = inspectRunning(host, execution, { id, over: over.signal });
  const settling = inspectAtEnd(host, execution, { id, over: over.signal });
  await followProcess(host, started.value, execution);
  over.abort();
  await inspecting;
  return { stopped: await guard, counters: await sampling, settled: await settling };
}

interface Watched {
  readonly id: string;
  /** Aborted when the attached client has ended. */
  readonly over: AbortSignal;
}

/** The description of the container while it lives; asked once it has started, to delay nothing. */
async function inspectRunning(
  host: Host,
  execution: ContainerExecution,
  { id, over }: Watched,
): Promise<void> {
  await execution.events.waitFor(id, "start", { timeoutMs: START_WAIT_MS, until: over });
  const { result } = await host.run(dockerInspect(execution.request.settings.dockerBin, id));
  if (result.ok && result.value) await keepInspect(host, execution, "pre", result.value);
}

/**
 * Asks for the final state as soon as the engine says that the container died, while its client is
 * still closing; null when that event did not come first, or did not tell a settled state.
 */
async function inspectAtEnd(
  host: Host,
  execution: ContainerExecution,
  { id, over }: Watched,
): Promise<Ended["settled"]> {
  const wait = { timeoutMs: execution.request.settings.timeoutMs, until: over };
  if (!(await execution.events.waitFor(id, "die", wait))) return null;
  const { result } = await host.run(dockerInspect(execution.request.settings.dockerBin, id));
  return result.ok && result.value?.state.status === "exited" ? ok(result.value) : null;
}

async function keepInspect(
  host: Host,
  execution: ContainerExecution,
  when: "pre" | "post",
  inspected: InspectedContainer,
): Promise<void> {
  await keepJson(host, execution, `container_inspect_${when}.json`, JSON.parse(inspected.raw));
}
