import type { RunningProcess } from "../host/host.ts";
import { kubectlLogs } from "../kubectl/kubectl_calls.ts";
import type { PodPhase } from "../kubectl/read_pod.ts";
import type { RemoteEnd, RemoteEvent } from "../model/remote_engine.ts";
import type { EventQueue } from "./event_queue.ts";
import type { KubernetesClient } from "./kubernetes_client.ts";

/** One pod of a job, from its start to its end. */
export interface PodLife {
  readonly isStarted: () => boolean;
  readonly isOver: () => boolean;
  /** Tells that it runs, and follows its output; once. */
  start(node: string, at: string): void;
  /** Its container has ended: what is left of its output is told, then its end. */
  settle(ended: Extract<PodPhase, { kind: "ended" }>): void;
  /** Tells its end without asking for more of its output. */
  giveUp(end: RemoteEnd, detail: string): void;
  /** It is over and another pod takes its number: nothing is told of an end. */
  leave(): void;
  /** Resolves when nothing more comes of it. */
  finish(): Promise<void>;
}

const READ_MS = 120_000;

/** Opens the life of a pod that runs the task of that number. */
export function openPodLife(
  client: KubernetesClient,
  { pod, task, queue }: {
    readonly pod: string;
    readonly task: number;
    readonly queue: EventQueue<RemoteEvent>;
  },
): PodLife {
  let isStarted = false;
  let isOver = false;
  let following: PodLogs | null = null;
  const works: Promise<unknown>[] = [];
  const end = (how: RemoteEnd, exitCode: number | null, detail: string): void => {
    if (isOver) return;
    isOver = true;
    following?.stop();
    queue.push({ type: "ended", task, life: pod, end: how, exitCode, detail });
  };
  const open = (follow: boolean): PodLogs | null => {
    const process = client.start(kubectlLogs(client.place, pod, follow));
    if (process === null) return null;
    const logs = readLogs(process, async (bytes) => {
      if (isOver) return;
      queue.push({ type: "output", task, life: pod, bytes });
      await queue.room();
    });
    works.push(logs.done);
    return logs;
  };
  const settle = async (seen: Extract<PodPhase, { kind: "ended" }>): Promise<void> => {
    const { host, times } = client;
    const isWhole = following !== null &&
      await within(host, times.lastLines, following.done) === true;
    if (!isWhole && !isOver && seen.end !== "rejected") {
      following?.stop();
      following = open(false);
      if (following !== null) await within(host, READ_MS, following.done);
    }
    end(seen.end, seen.exitCode, seen.why);
  };
  return {
    isStarted: () => isStarted,
    isOver: () => isOver,
    start: (node, at) => {
      if (isStarted || isOver) return;
      isStarted = true;
      queue.push({ type: "started", task, life: pod, node, at });
      following = open(true);
    },
    settle: (seen) => {
      works.push(settle(seen));
    },
    giveUp: (how, detail) => end(how, null, detail),
    leave: () => {
      isOver = true;
      following?.stop();
    },
    finish: async () => {
      isOver = true;
      following?.stop();
      await Promise.all(works);
    },
  };
}

/** The output of a pod while it is read. */
export interface PodLogs {
  /** True when kubectl has ended well: all that there was has come. */
  readonly done: Promise<boolean>;
  stop(): void;
}

/** Reads what kubectl prints of a pod's output; each piece is the taker's own. */
export function readLogs(
  process: RunningProcess,
  take: (bytes: Uint8Array) => Promise<void>,
): PodLogs {
  const dropped = drop(process.stderr);
  const read = async (): Promise<boolean> => {
    for await (const chunk of process.stdout) await take(chunk.slice());
    await dropped;
    return (await process.ended).code === 0;
  };
  return {
    done: read(),
    stop: () => {
      process.signalGroup("SIGKILL");
      void process.abandonStreams();
    },
  };
}

async function drop(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of chunks);
}

/** What comes in time, else null. */
async function within<T>(
  host: KubernetesClient["host"],
  ms: number,
  work: Promise<T>,
): Promise<T | null> {
  const limit = new AbortController();
  const late = host.sleep(ms, limit.signal).then(() => null);
  const first = await Promise.race([work, late]);
  limit.abort();
  return first;
}
