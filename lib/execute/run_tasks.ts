import type { Host } from "../host/host.ts";
import type { RemoteEnd, RemoteEngine, RemoteJob } from "../model/remote_engine.ts";
import { isWhole, type TaskLife } from "../model/remote_life.ts";
import { followJob, type JobNote } from "./follow_job.ts";

/** How tasks are run. */
export interface TasksOptions {
  readonly nonce: string;
  /** Absolute private folder for what comes. */
  readonly spool: string;
  /** How often a task that was lost is run again. */
  readonly retries: number;
  readonly signal: AbortSignal;
  /** Told everything that happens, for a record of it. */
  readonly note: (event: TaskNote) => void;
  /** Takes the one life of a task that counts, never twice; its files are gone afterwards. */
  readonly settle: (life: TaskLife) => Promise<void>;
}

/** What is written down while tasks run. */
export type TaskNote =
  | { readonly type: "job"; readonly job: string; readonly tasks: readonly number[] }
  | (JobNote & { readonly job: string })
  /** What became of a life: it counts, came too late, or is lost. */
  | { readonly type: "life"; readonly life: TaskLife; readonly use: "counts" | "late" | "lost" };

/** What became of all tasks. */
export interface TasksEnd {
  readonly settled: ReadonlySet<number>;
  /** Why each of the others has no answer. */
  readonly lost: ReadonlyMap<number, string>;
  /** Lives that were seen, those that came too late, and jobs beside the first. */
  readonly lives: number;
  readonly late: number;
  readonly again: number;
}

/** Jobs of tasks that run again beside each other; what is lost meanwhile waits for the next one. */
const JOBS_AT_ONCE = 4;

/** Lives that are read and judged beside each other. */
const SETTLED_AT_ONCE = 4;

/** How the task script begins to say that it was told to end before a suite. */
const STOPPED = "told to end";

/** How far one task has come. */
interface TaskState {
  /** Name of the newest job that runs it. */
  job: string;
  runs: number;
  why: string;
}

/**
 * Runs tasks on an engine until each has exactly one life that counts: the first one of which everything
 * came. A life that was lost (with its node, or frames of it) makes its task run again, alone, within a
 * bound; one that ended for want of memory or time counts as it is, because that may be its tests' doing.
 */
export async function runTasks(
  host: Host,
  engine: RemoteEngine,
  job: RemoteJob,
  options: TasksOptions,
): Promise<TasksEnd> {
  const states = new Map<number, TaskState>(
    job.tasks.map((task) => [task, { job: "", runs: 0, why: "it was never started" }]),
  );
  const settled = new Set<number>();
  const seen = { lives: new Set<string>(), late: 0, jobs: 0, started: false };
  const waiting = new Set<number>();
  const running = new Set<Promise<void>>();
  const allSettled = new AbortController();
  const signal = AbortSignal.any([options.signal, allSettled.signal]);
  const settling = Array.from({ length: SETTLED_AT_ONCE }, () => Promise.resolve());

  const over = async (life: TaskLife): Promise<void> => {
    seen.lives.add(`${life.job} ${life.task} ${life.life}`);
    seen.started ||= life.end !== "rejected";
    const counts = isItsOwn(life) || (isWhole(life) && !wasStopped(life));
    const use = settled.has(life.task) ? "late" : counts ? "counts" : "lost";
    options.note({ type: "life", life, use });
    if (use === "late") seen.late++;
    if (use === "lost") return runAgain(life, explainLoss(life));
    if (use !== "counts") return await drop(host, options.spool, life);
    settled.add(life.task);
    waiting.delete(life.task);
    // A few at once: what is read of them stays that of a few.
    const turn = settled.size % SETTLED_AT_ONCE;
    const work = settling[turn]!.then(() => options.settle(life))
      .then(() => drop(host, options.spool, life));
    settling[turn] = work;
    await work;
    if (settled.size === states.size) allSettled.abort();
  };
  const runAgain = ({ task, job: from }: Pick<TaskLife, "task" | "job">, why: string): void => {
    const state = states.get(task);
    if (state === undefined || settled.has(task) || state.job !== from) return;
    state.why = why;
    // What no node can start, no node can start a second time.
    if (signal.aborted || state.runs > options.retries || !seen.started) return;
    waiting.add(task);
    if (running.size < JOBS_AT_ONCE) start();
  };
  const start = (): void => {
    const tasks = [...waiting];
    if (tasks.length === 0 || signal.aborted) return;
    waiting.clear();
    const work = runJob(tasks).finally(() => {
      running.delete(work);
      start();
    });
    running.add(work);
  };
  const runJob = async (tasks: readonly number[]): Promise<void> => {
    const name = seen.jobs === 0 ? job.name : `${job.name}-a${seen.jobs}`;
    seen.jobs++;
    for (const task of tasks) Object.assign(states.get(task)!, { job: name });
    for (const task of tasks) states.get(task)!.runs++;
    options.note({ type: "job", job: name, tasks });
    await followJob(host, engine, narrowJob(job, name, tasks), {
      ...{ nonce: options.nonce, spool: options.spool, signal, over },
      note: (event) => {
        // Whoever is sent away with a question in hand complains of the answer that did not come.
        if (event.type !== "notice" || !signal.aborted) options.note({ ...event, job: name });
      },
    });
    for (const task of tasks) runAgain({ task, job: name }, states.get(task)!.why);
  };

  for (const task of job.tasks) waiting.add(task);
  start();
  while (running.size > 0) await Promise.race(running);
  await Promise.all(settling);
  // What lives have left that do not count.
  await host.files.remove(options.spool);
  const open = [...states].filter(([task]) => !settled.has(task));
  const lost = new Map(open.map(([task, { why }]) => [task, why]));
  return {
    settled,
    lost,
    lives: seen.lives.size,
    late: seen.late,
    again: Math.max(0, seen.jobs - 1),
  };
}

/** A task that was told to end tells all that it has, but it is half a task: a node was drained. */
function wasStopped({ suites }: TaskLife): boolean {
  return [...suites.values()].some(({ done, skipped }) =>
    done?.why === "signalled" || skipped?.startsWith(STOPPED) === true
  );
}

/** What ends a task that no other run would mend. */
function isItsOwn({ end }: TaskLife): boolean {
  return end === "oom" || end === "deadline";
}

function explainLoss(life: TaskLife): string {
  const { end, detail, node, faults, frames, exitCode, said } = life;
  const where = node === "" ? "" : ` on ${node}`;
  if (wasStopped(life)) return `it was told to end${where}${detail === "" ? "" : ` (${detail})`}`;
  if (faults.length > 0) return `its results were damaged${where}: ${faults[0]}`;
  const words = [detail, said].filter((one) => one !== "").join("; ");
  const more = words === "" ? "" : ` (${words})`;
  if (end === "exited") {
    return `it ended${where} with exit code ${exitCode} and ${frames} frames, and not with its last one${more}`;
  }
  return `${end === null ? "its end is not known" : WORDS[end]}${where}${more}`;
}

const WORDS: Readonly<Record<Exclude<RemoteEnd, "exited">, string>> = {
  "oom": "it was killed for memory",
  "deadline": "its time was up",
  "node-lost": "its node was lost",
  "rejected": "it could not be started",
  "killed": "it was killed, and not by its tests",
};

/** The same job for some of its tasks, with what they need of the payload. */
function narrowJob(job: RemoteJob, name: string, tasks: readonly number[]): RemoteJob {
  const left = new Set(job.tasks).difference(new Set(tasks));
  const others = new Set([...left].map((task) => `task-${task}`));
  const payload = others.size === 0
    ? job.payload
    : Object.fromEntries(Object.entries(job.payload).filter(([file]) => !others.has(file)));
  return { ...job, name, tasks, payload, parallelism: Math.min(job.parallelism, tasks.length) };
}

/** What came of a life is in its files, and those have been read, or are of no use. */
async function drop(host: Host, spool: string, { suites }: TaskLife): Promise<void> {
  const paths = [...suites.values()].flatMap(({ files }) => [...files.values()])
    .flatMap(({ path }) => path === null ? [] : [path]);
  const [first] = paths;
  if (first === undefined) return;
  const folder = first.slice(0, first.lastIndexOf("/"));
  if (folder.startsWith(`${spool}/`)) await host.files.remove(folder);
}
