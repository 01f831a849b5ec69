import type { SwarmTask } from "../docker/docker_task_inspect.ts";
import { dockerTaskLogs } from "../docker/docker_task_logs.ts";
import { openTaskOutput } from "../formats/task_output.ts";
import type { RunningProcess } from "../host/host.ts";
import type { RemoteEnd, RemoteEvent } from "../model/remote_engine.ts";
import { nameTaskEnd, type TaskEnd } from "../model/task_end.ts";
import type { EventQueue } from "./event_queue.ts";
import type { SwarmClient } from "./swarm_client.ts";

/** One container of a task, from the moment it is known to its end. */
export interface SwarmLife {
  readonly slot: number;
  /** True once its end was told, or is about to be. */
  readonly isOver: () => boolean;
  /** Tells that it runs, and follows its output; once. */
  start(task: SwarmTask, node: string): void;
  /** Its container has ended: what is left of its output is told, then its end. */
  settle(task: SwarmTask): void;
  /** Tells its end without asking for more of its output. */
  giveUp(end: RemoteEnd, detail: string): void;
  /** Resolves when nothing more comes of it. */
  finish(): Promise<void>;
}

/** Whose life it is. */
export interface SwarmLifeOptions {
  readonly id: string;
  readonly slot: number;
  /** Number of the task. */
  readonly task: number;
  readonly mark: string;
  readonly queue: EventQueue<RemoteEvent>;
  /** Told at once when its end was told. */
  readonly over: () => void;
}

/** How long the last lines of an ended container may take to come. */
const LAST_LINES_MS = 1_500;
const READ_MS = 60_000;

/** Opens a life; nothing is told of it before it starts or is given up. */
export function openSwarmLife(client: SwarmClient, options: SwarmLifeOptions): SwarmLife {
  const { id, slot, task, mark, queue } = options;
  let following: { readonly process: RunningProcess; readonly done: Promise<void> } | null = null;
  let isOver = false;
  let word: TaskEnd | null = null;
  const heard = new AbortController();
  const works: Promise<void>[] = [];

  const end = (how: RemoteEnd, exitCode: number | null, detail: string): void => {
    if (isOver) return;
    isOver = true;
    following?.process.signalGroup("SIGKILL");
    queue.push({ type: "ended", task, life: id, end: how, exitCode, detail });
    options.over();
  };
  const hear = (found: TaskEnd): void => {
    word = found;
    heard.abort();
    end(nameTaskEnd(found), found.exitCode, "");
  };
  const read = async (process: RunningProcess): Promise<void> => {
    const output = openTaskOutput(mark);
    const tell = (bytes: Uint8Array): void => {
      if (bytes.length > 0 && !isOver) queue.push({ type: "output", task, life: id, bytes });
    };
    for await (const chunk of process.stdout) {
      // A copy: a chunk is only valid until the next one.
      tell(output.push(chunk).slice());
      const last = output.lastWord();
      if (last !== null) return hear(last);
      await queue.room();
    }
    tell(output.end());
  };
  const open = (follow: boolean): typeof following => {
    const process = client.start(dockerTaskLogs(client.bin, id, follow));
    if (process === null) return null;
    const dropped = drop(process.stderr);
    const done = read(process).then(async () => {
      process.signalGroup("SIGKILL");
      await process.abandonStreams();
      await Promise.all([dropped, process.ended]);
    });
    return { process, done };
  };
  const readAgain = async (seen: SwarmTask): Promise<void> => {
    if (following !== null) await client.host.sleep(LAST_LINES_MS, heard.signal);
    if (word !== null || isOver) return;
    following?.process.signalGroup("SIGKILL");
    following = open(false);
    const limit = new AbortController();
    const late = client.host.sleep(READ_MS, limit.signal)
      .then(() => following?.process.signalGroup("SIGKILL"));
    await following?.done;
    limit.abort();
    await late;
    const isFailed = seen.state !== "complete";
    const detail = isFailed ? seen.error || seen.state : "the end of its output did not come";
    end(isFailed ? endOf(seen) : "exited", isFailed ? seen.exitCode : null, detail);
  };
  return {
    slot,
    isOver: () => isOver,
    start: (seen, node) => {
      if (following !== null || isOver) return;
      queue.push({ type: "started", task, life: id, node, at: seen.at });
      following = open(true);
      if (following !== null) works.push(following.done);
    },
    settle: (seen) => {
      if (!isOver) works.push(readAgain(seen));
    },
    giveUp: (how, detail) => end(how, null, detail),
    finish: async () => {
      isOver = true;
      heard.abort();
      following?.process.signalGroup("SIGKILL");
      await Promise.all(works);
    },
  };
}

/** A container that ended by itself was killed, as its first process always ends with 0. */
function endOf({ error, state }: SwarmTask): RemoteEnd {
  if (/oom|out of memory/i.test(error)) return "oom";
  return state === "failed" ? "killed" : "node-lost";
}

async function drop(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of chunks);
}
