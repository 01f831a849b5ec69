import type { Host } from "../host/host.ts";
import type { RemoteEngine, RemoteEvent, RemoteJob } from "../model/remote_engine.ts";
import { isWhole, type TaskLife } from "../model/remote_life.ts";
import { type LifeReceiver, receiveLife } from "./receive_life.ts";

/** How one job is followed. */
export interface JobOptions {
  readonly nonce: string;
  /** Absolute private folder for what comes. */
  readonly spool: string;
  readonly signal: AbortSignal;
  /** Told what the engine says, output left out, and when something is asked for again. */
  readonly note: (event: JobNote) => void;
  /** Told a life that is over; once more when it became whole afterwards. */
  readonly over: (life: TaskLife) => Promise<void>;
}

/** What is written down of a job while it goes on. */
export type JobNote =
  | Exclude<RemoteEvent, { type: "output" }>
  | { readonly type: "reread"; readonly task: number; readonly life: string };

/** How often the output of a life is asked for again before it is given up. */
const REREADS = 2;

interface OpenLife {
  /** Null once all of it came: there may be ten thousand of them. */
  receiver: LifeReceiver | null;
  readonly facts: Pick<TaskLife, "task" | "life" | "job"> & {
    node: string;
    startedAt: string | null;
    end: TaskLife["end"];
    exitCode: number | null;
    detail: string;
    rereads: number;
  };
  isOver: boolean;
}

/**
 * Runs one job on an engine to its end and tells each life of its tasks when it is over: what was lost of
 * its output is asked for again first. Events may be lost, doubled, late or of tasks nobody asked for;
 * an engine that throws has ended its job.
 */
export async function followJob(
  host: Host,
  engine: RemoteEngine,
  job: RemoteJob,
  options: JobOptions,
): Promise<void> {
  const lives = new Map<string, OpenLife>();
  const numbers = new Set(job.tasks);
  const pending = new Set<Promise<void>>();
  const lifeOf = (task: number, life: string): OpenLife => {
    const key = `${task} ${life}`;
    const found = lives.get(key) ??
      openLife(host, { task, life, job: job.name }, lives.size, options);
    lives.set(key, found);
    return found;
  };
  const settle = (open: OpenLife): void => {
    const work = conclude(engine, job, open, options).finally(() => pending.delete(work));
    pending.add(work);
  };
  try {
    for await (const event of engine.run(job, options.signal)) {
      if (event.type !== "output") options.note(event);
      if (event.type === "notice" || !numbers.has(event.task)) continue;
      const open = lifeOf(event.task, event.life);
      if (event.type === "started") {
        Object.assign(open.facts, { node: event.node, startedAt: event.at });
      } else if (event.type === "output") {
        await open.receiver?.push(event.bytes);
        // What comes behind the end of a life may be all that it lacked.
        if (open.isOver && open.receiver && isWhole(open.receiver.told())) settle(open);
      } else if (!open.isOver) {
        const { end, exitCode, detail } = event;
        Object.assign(open.facts, { end, exitCode, detail });
        open.isOver = true;
        settle(open);
      }
    }
  } catch (cause) {
    options.note({ type: "notice", message: `the engine failed: ${String(cause)}` });
  }
  await Promise.all(pending);
  for (const open of lives.values()) {
    if (open.isOver) continue;
    open.isOver = true;
    await conclude(engine, job, open, options);
  }
}

function openLife(
  host: Host,
  who: Pick<TaskLife, "task" | "life" | "job">,
  number: number,
  { nonce, spool }: JobOptions,
): OpenLife {
  const folder = `${spool}/${who.job}-${who.task}-${number}`;
  const unknown = { node: "", startedAt: null, end: null, exitCode: null, detail: "", rereads: 0 };
  return {
    receiver: receiveLife(host, { nonce, task: who.task, folder }),
    facts: { ...who, ...unknown },
    isOver: false,
  };
}

/** Tells a life that is over, after what it lacks was asked for again. */
async function conclude(
  engine: RemoteEngine,
  job: RemoteJob,
  open: OpenLife,
  { note, over, signal }: JobOptions,
): Promise<void> {
  const { receiver, facts } = open;
  const { task, life } = facts;
  if (receiver === null) return;
  // Of a task that never was there is nothing, and the engine of a lost node is asked in vain, at length.
  const lacks = (): boolean =>
    facts.end !== "rejected" && facts.end !== "node-lost" && receiver.told().toldCode === null;
  while (lacks() && facts.rereads < REREADS && !signal.aborted) {
    facts.rereads++;
    note({ type: "reread", task, life });
    try {
      for await (const bytes of engine.reread(job, task, life)) await receiver.push(bytes);
    } catch (cause) {
      note({ type: "notice", message: `task ${task} cannot be read again: ${String(cause)}` });
    }
  }
  // Two of us may have waited for the same last line.
  if (open.receiver === null) return;
  const told = { ...facts, ...receiver.told() };
  if (isWhole(told)) open.receiver = null;
  await over(told);
}
