import { dockerInspect, type InspectedContainer } from "../docker/docker_inspect.ts";
import type { Host } from "../host/host.ts";
import type { CgroupCounters, LogFacts, Trailer } from "../model/observation.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { ContainerBox } from "./container_box.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { type FollowedLogs, openLogs } from "./follow_logs.ts";
import { guardContainer, type StopReason } from "./guard_container.ts";
import { keepJson, loadTrailer } from "./keep_evidence.ts";
import { settleContainer } from "./settle_container.ts";
import { explainStart } from "./start_container.ts";
import type { Told } from "./tell_container.ts";

/** How long an event may lag behind the exit it belongs to. */
const EVENT_LAG_MS = 250;
/** A client that could not start a container says so in a line or two. */
const CLIENT_WORDS_BYTES = 64 * 1024;
/** When a running container is asked since when it runs: a restart afterwards is then known for one. */
const LOOK_LATER_MS = 1_000;

/** Everything that is known of a container's life once it is over. */
export type Lived = Omit<Told, "startedAt" | "startMs" | "id">;

/**
 * The life of a container that exists: start, follow, guard, settle, read the trailer. Never throws for
 * what engines do.
 */
export async function liveContainer(
  host: Host,
  execution: ContainerExecution,
  box: ContainerBox,
  id: string,
): Promise<Lived> {
  const over = new AbortController();
  const logs = openLogs(host, execution, { box, id, over: over.signal });
  // Beside the start, which mostly waits: so it costs a short suite nothing.
  const described = describeContainer(host, execution, id);
  const started = await logs.start();
  await described;
  if (!started.ok) {
    over.abort();
    await logs.read();
    const { problem, seen } = started.error;
    if (seen !== null) await keepInspect(host, execution, "post", seen);
    return { problem, state: seen?.state ?? null, trailer: await loadTrailer(host, execution) };
  }
  const ended = await watch(host, execution, { box, id, over, logs });
  const seen = ended.settled.ok ? ended.settled.value : null;
  const [trailer] = await Promise.all([
    loadTrailer(host, execution),
    seen === null ? null : keepInspect(host, execution, "post", seen),
    execution.events.waitFor(id, "die", { timeoutMs: ended.settled.ok ? EVENT_LAG_MS : 0 }),
  ]);
  return {
    problem: ended.settled.ok ? await whyNotStarted(host, execution, seen) : ended.settled.error,
    stopped: ended.stopped,
    counters: ended.counters,
    state: seen?.state ?? null,
    trailer,
    firstStartedAt: ended.first?.state.startedAt ?? null,
    log: await tellLog(logs, trailer, seen),
  };
}

/**
 * Why a container that was started with a client attached did not start, or null when it did. Podman
 * records no reason; its client says it, and a container that never ran has written nothing to what the
 * client wrote to.
 */
async function whyNotStarted(
  host: Host,
  execution: ContainerExecution,
  seen: InspectedContainer | null,
): Promise<Problem | null> {
  if (seen === null || seen.state.startedAt !== null) return null;
  const said = seen.state.error === ""
    ? await host.files.readText(`${execution.folder}/stderr.log`, CLIENT_WORDS_BYTES)
    : ok(seen.state.error);
  return said.ok && said.value !== "" ? explainStart(said.value) : null;
}

interface Ended {
  readonly stopped: StopReason | null;
  readonly counters: CgroupCounters | null;
  /** As it was described while it lived. */
  readonly first: InspectedContainer | null;
  readonly settled: Result<InspectedContainer | null, Problem>;
}

interface Watched {
  readonly box: ContainerBox;
  readonly id: string;
  readonly over: AbortController;
  readonly logs: FollowedLogs;
}

async function watch(
  host: Host,
  execution: ContainerExecution,
  { box, id, over, logs }: Watched,
): Promise<Ended> {
  const givenUp = new AbortController();
  const guard = guardContainer(host, execution, {
    id,
    over: over.signal,
    giveUp: () => givenUp.abort(),
  });
  const sampling = execution.sample(id, over.signal);
  const unstarted = new AbortController();
  const inspecting = inspectLater(host, execution, id, over.signal).then((first) => {
    // An engine may say that it has started what it has not.
    if (logs.ended === null && first?.state.startedAt === null) unstarted.abort();
    return first;
  });
  const settled = await settleContainer(host, execution, {
    id,
    givenUp: givenUp.signal,
    hint: logs.ended ?? unstarted.signal,
    trailer: execution.request.withEntryScript ? box.trailer : null,
  });
  over.abort();
  const [first, stopped, counters] = await Promise.all([inspecting, guard, sampling, logs.read()]);
  return { settled, first, stopped, counters };
}

/** What the engine made of the settings. */
async function describeContainer(
  host: Host,
  execution: ContainerExecution,
  id: string,
): Promise<void> {
  const { result } = await host.run(dockerInspect(execution.request.settings.dockerBin, id));
  if (result.ok && result.value) await keepInspect(host, execution, "pre", result.value);
}

/** Its state once it has run for a while; null for one that ended sooner. */
async function inspectLater(
  host: Host,
  execution: ContainerExecution,
  id: string,
  over: AbortSignal,
): Promise<InspectedContainer | null> {
  await host.sleep(LOOK_LATER_MS, over);
  if (over.aborted) return null;
  const { result } = await host.run(dockerInspect(execution.request.settings.dockerBin, id));
  return result.ok ? result.value : null;
}

async function tellLog(
  logs: FollowedLogs,
  trailer: Trailer | null,
  seen: InspectedContainer | null,
): Promise<LogFacts> {
  const status = seen?.state.status;
  return await logs.tell(trailer, status === "exited" || status === "dead");
}

async function keepInspect(
  host: Host,
  execution: ContainerExecution,
  when: "pre" | "post",
  inspected: InspectedContainer,
): Promise<void> {
  await keepJson(host, execution, `container_inspect_${when}.json`, JSON.parse(inspected.raw));
}
