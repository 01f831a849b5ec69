import type { RemoteEngine, RemoteEvent, RemoteJob } from "../../lib/model/remote_engine.ts";

/** A job that a test changes; its tasks print their number and their part of the payload. */
export function sampleJob(changes: Partial<RemoteJob> & { readonly name: string }): RemoteJob {
  const tasks = changes.tasks ?? [0, 1, 2, 3, 4, 5, 6, 7];
  return {
    image: "qa-gate-test-busybox:1",
    script: 'echo "task $QA_TASK"; cat "$QA_PAYLOAD/task-$QA_TASK"; echo bye',
    payload: Object.fromEntries(tasks.map((task) => [`task-${task}`, `it's ${task}\n`])),
    tasks,
    parallelism: 4,
    deadlineMs: 60_000,
    graceMs: 1_000,
    ...{ memoryBytes: null, cpus: null, pidsLimit: null, user: null, network: null },
    ...{ env: {}, mounts: [], placement: [], labels: { "qa.run": "test" } },
    ...changes,
  };
}

/** What an engine told of a job. */
export interface ToldJob {
  readonly events: readonly RemoteEvent[];
  /** `task end exit-code` of each end, sorted. */
  readonly ends: readonly string[];
  /** Number of lives that were started for each task. */
  readonly starts: ReadonlyMap<number, number>;
  /** Output by task; of several lives one after the other. */
  readonly outputs: ReadonlyMap<number, string>;
  readonly details: ReadonlyMap<number, string>;
  readonly notices: readonly string[];
}

/** Runs a job to its end, at most a minute and a half; `seen` is told each event. */
export async function runRemoteJob(
  engine: RemoteEngine,
  job: RemoteJob,
  seen: (event: RemoteEvent) => unknown = () => {},
  signal: AbortSignal = new AbortController().signal,
): Promise<ToldJob> {
  const late = AbortSignal.timeout(90_000);
  const events: RemoteEvent[] = [];
  for await (const event of engine.run(job, AbortSignal.any([signal, late]))) {
    events.push(event);
    await seen(event);
  }
  if (late.aborted) throw new Error(`the job did not end: ${Deno.inspect(summarize(events))}`);
  return summarize(events);
}

function summarize(events: readonly RemoteEvent[]): ToldJob {
  const starts = new Map<number, number>();
  const outputs = new Map<number, string>();
  const details = new Map<number, string>();
  const notices: string[] = [];
  const ends: string[] = [];
  for (const event of events) {
    if (event.type === "notice") notices.push(event.message);
    if (event.type === "started") starts.set(event.task, (starts.get(event.task) ?? 0) + 1);
    if (event.type === "output") {
      const text = new TextDecoder().decode(event.bytes);
      outputs.set(event.task, (outputs.get(event.task) ?? "") + text);
    }
    if (event.type === "ended") {
      ends.push(`${event.task} ${event.end} ${event.exitCode}`);
      details.set(event.task, event.detail);
    }
  }
  return { events, ends: ends.sort(), starts, outputs, details, notices };
}
