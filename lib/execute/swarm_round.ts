import { dockerServicePs } from "../docker/docker_service_ps.ts";
import { dockerTaskInspect, type SwarmTask } from "../docker/docker_task_inspect.ts";
import { judgeSwarmTask } from "../docker/judge_swarm_task.ts";
import type { RemoteEnd, RemoteEvent } from "../model/remote_engine.ts";
import type { EventQueue } from "./event_queue.ts";
import { type SwarmClient, wordsOf } from "./swarm_client.ts";
import { openSwarmLife, type SwarmLife } from "./swarm_life.ts";
import { type NodeWatch, watchNodes } from "./watch_nodes.ts";
import type { SwarmService } from "./swarm_service.ts";

/** What became of one service. */
export interface RoundEnd {
  /** Numbers of the tasks that were never started and that this service starts no more. */
  readonly left: readonly number[];
  /** Why nothing could be started; "" when something was. */
  readonly why: string;
  /** False when something of it may still run somewhere. */
  readonly isQuiet: boolean;
}

/** What one round is for. */
export interface RoundOptions {
  readonly service: SwarmService;
  readonly deadlineMs: number;
  readonly queue: EventQueue<RemoteEvent>;
  readonly signal: AbortSignal;
}

/** What is known of a task of the swarm while its service is watched. */
interface Watched {
  readonly life: SwarmLife;
  seen: SwarmTask;
  sinceMs: number;
  startedMs: number | null;
  isSettled: boolean;
}

/** How often the nodes are asked for, in polls. */
const NODE_POLLS = 5;
const LAST_POLL_MS = 60;
/** What the deadline inside may take longer than it should. */
const DEADLINE_MARGIN_MS = 30_000;

/** Watches a service until each of its tasks is over, or none of the rest can be started by it. */
export async function watchRound(client: SwarmClient, options: RoundOptions): Promise<RoundEnd> {
  const { host, times } = client;
  const { service, queue, signal } = options;
  const watched = new Map<string, Watched>();
  const nodes = watchNodes(client);
  const quiet = { polls: 0, sinceMs: host.monotonicMs() };
  let unheardMs: number | null = null;
  let end: RoundEnd | null = null;
  let soon = new AbortController();
  // The last end is not waited for until the next look.
  const over = (): void => {
    if (leftOf().length === 0) soon.abort();
  };
  const slotsOver = (): ReadonlySet<number> =>
    new Set([...watched.values()].filter(({ life }) => life.isOver()).map(({ life }) => life.slot));
  const leftOf = (): number[] => {
    const over = slotsOver();
    return service.tasks.filter((_, slot) => !over.has(slot));
  };
  for (let poll = 0; end === null && !signal.aborted; poll++) {
    const isHeard = await lookAround(client, { options, watched, nodes, poll, over });
    const nowMs = host.monotonicMs();
    if (isHeard === "gone") {
      end = giveUpAll("killed", "the service was removed by somebody");
    } else if (isHeard === "heard") {
      unheardMs = null;
      end = judge(nowMs);
    } else {
      if (unheardMs === null) queue.push({ type: "notice", message: isHeard.trouble });
      unheardMs ??= nowMs;
      if (nowMs - unheardMs > times.manager) {
        const seconds = Math.round(times.manager / 1000);
        const detail = `the manager gave no answer for ${seconds} s: ${isHeard.trouble}`;
        end = giveUpAll("node-lost", detail);
      }
    }
    if (end === null) {
      // The last containers end within moments of their last word.
      const isLast = leftOf().length === 0;
      await host.sleep(isLast ? LAST_POLL_MS : times.poll, AbortSignal.any([signal, soon.signal]));
      if (soon.signal.aborted) soon = new AbortController();
    }
  }
  await Promise.all([...watched.values()].map(({ life }) => life.finish()));
  return end ?? { left: [], why: "", isQuiet: isQuiet() };

  function isQuiet(): boolean {
    return [...watched.values()].every(({ seen }) => {
      const phase = judgeSwarmTask(seen);
      return phase === "complete" || phase === "failed" || phase === "rejected";
    });
  }
  function giveUpAll(how: RemoteEnd, detail: string): RoundEnd {
    for (const { life } of watched.values()) if (!life.isOver()) life.giveUp(how, detail);
    for (const task of leftOf()) {
      const life = `${service.name}-${task}`;
      queue.push({ type: "ended", task, life, end: how, exitCode: null, detail });
    }
    return { left: [], why: "", isQuiet: false };
  }
  function judge(nowMs: number): RoundEnd | null {
    const left = leftOf();
    if (left.length === 0) {
      const isSettled = isQuiet() || nowMs - quiet.sinceMs > SETTLE_MS;
      return isSettled ? { left, why: "", isQuiet: isQuiet() } : null;
    }
    const open = [...watched.values()].filter(({ life, seen }) =>
      !life.isOver() && judgeSwarmTask(seen) !== "spare"
    );
    const pending = open.filter(({ seen }) => judgeSwarmTask(seen) === "pending");
    if (open.length > pending.length) {
      Object.assign(quiet, { polls: 0, sinceMs: nowMs });
      return null;
    }
    quiet.polls++;
    const waitMs = pending.length > 0 || watched.size === 0 ? times.patience : STALL_MS;
    if (nowMs - quiet.sinceMs < waitMs || quiet.polls < 3) return null;
    const started = [...watched.values()].some(({ startedMs }) => startedMs !== null);
    const why = pending.map(({ seen }) => seen.error).find((error) => error !== "") ??
      rejection() ?? "no node has taken it";
    return { left, why: started ? "" : why, isQuiet: isQuiet() };
  }
  function rejection(): string | undefined {
    return [...watched.values()].map(({ seen }) => seen.error).find((error) => error !== "");
  }
}

/** How long the containers may take to end after their last word. */
const SETTLE_MS = 3_000;
/** A swarm fills a place that became free within milliseconds. */
const STALL_MS = 2_000;

type Looked = "heard" | "gone" | { readonly trouble: string };

async function lookAround(
  client: SwarmClient,
  { options, watched, nodes, poll, over }: {
    readonly options: RoundOptions;
    readonly watched: Map<string, Watched>;
    readonly nodes: NodeWatch;
    readonly poll: number;
    readonly over: () => void;
  },
): Promise<Looked> {
  const { service, queue, signal } = options;
  const asked = poll % NODE_POLLS === 0 ? await nodes.ask(signal) : null;
  if (asked !== null) return { trouble: asked };
  const ids = await client.run(dockerServicePs(client.bin, service.name), signal);
  if (!ids.ok) return { trouble: wordsOf(ids.error) };
  if (ids.value === null) return "gone";
  const open = ids.value.filter((id) => watched.get(id)?.isSettled !== true);
  if (open.length === 0) return "heard";
  const tasks = await client.run(dockerTaskInspect(client.bin, open), signal);
  if (!tasks.ok) return { trouble: wordsOf(tasks.error) };
  for (const seen of tasks.value) {
    const nowMs = client.host.monotonicMs();
    const task = service.tasks[seen.slot];
    if (task === undefined) continue;
    const known = watched.get(seen.id) ?? {
      life: openSwarmLife(client, {
        ...{ id: seen.id, slot: seen.slot, task, mark: service.mark, queue, over },
      }),
      ...{ seen, sinceMs: nowMs, startedMs: null, isSettled: false },
    };
    if (known.seen.state !== seen.state) known.sinceMs = nowMs;
    known.seen = seen;
    watched.set(seen.id, known);
    note(client, { options, known, nodes, nowMs });
  }
  return "heard";
}

/** Tells what has become of one task since the last look. */
function note(
  client: SwarmClient,
  { options, known, nodes, nowMs }: {
    readonly options: RoundOptions;
    readonly known: Watched;
    readonly nodes: NodeWatch;
    readonly nowMs: number;
  },
): void {
  const { life, seen } = known;
  const { times } = client;
  const phase = judgeSwarmTask(seen);
  const isEnded = phase === "complete" || phase === "failed" || phase === "taken";
  if (phase === "running" || (isEnded && seen.containerId !== "")) {
    if (known.startedMs === null) life.start(seen, nodes.nameOf(seen.nodeId));
    known.startedMs ??= nowMs;
  }
  if (isEnded) {
    known.isSettled = true;
    // What the engine of a node that is gone has kept cannot be read.
    const isGone = phase === "taken" && nodes.isDown(seen.nodeId);
    return isGone ? life.giveUp("node-lost", "its node is down") : life.settle(seen);
  }
  if (phase === "rejected") {
    known.isSettled = true;
    return life.giveUp("rejected", seen.error);
  }
  if (life.isOver() || phase === "spare") return;
  const lost = nodes.lostFor(seen.nodeId, nowMs);
  if (lost !== null) return life.giveUp("node-lost", lost);
  if (phase === "starting" && nowMs - known.sinceMs > times.start) {
    const minutes = Math.round(times.start / 60_000);
    return life.giveUp(
      "rejected",
      `its node did not start it within ${minutes} min (${seen.state})`,
    );
  }
  const limitMs = options.deadlineMs + DEADLINE_MARGIN_MS;
  if (known.startedMs !== null && nowMs - known.startedMs > limitMs) {
    life.giveUp("deadline", "it did not end at its deadline");
  }
}
