import { join } from "@std/path";
import type { RemoteEngine, RemoteEvent, RemoteJob } from "../../lib/model/remote_engine.ts";
import { ok } from "../../lib/model/result.ts";

/** How tasks are run, and what goes wrong with them. */
export interface ShellEngineOptions {
  /** The shell that runs the task script on this machine; or an image: each task is a container of it. */
  readonly place: { readonly shell: readonly string[] } | { readonly image: string };
  /** What becomes of the output of a life on its way; unharmed where absent. */
  readonly harm?: (output: Uint8Array, life: LifeOf) => Uint8Array;
  /** The same of a later reading; what was first read where absent. */
  readonly reharm?: (output: Uint8Array, life: LifeOf) => Uint8Array;
  /** True for a life that is killed while it runs, as with its node. */
  readonly loses?: (life: LifeOf) => boolean;
}

/** Which run of which task. */
export interface LifeOf {
  readonly task: number;
  /** 0-based, over all jobs. */
  readonly life: number;
  readonly job: string;
}

/** A real engine of the smallest sort: tasks are processes of this machine, or containers of its engine. */
export function openShellEngine(
  { place, harm, reharm, loses }: ShellEngineOptions,
): RemoteEngine & {
  readonly jobs: readonly RemoteJob[];
} {
  const jobs: RemoteJob[] = [];
  const lives = new Map<number, number>();
  const kept = new Map<string, { readonly output: Uint8Array; readonly of: LifeOf }>();
  return {
    name: "swarm",
    jobs,
    prepare: (image) =>
      Promise.resolve(ok({
        image: "image" in place ? place.image : image,
        nodes: ["node-a", "node-b"],
        version: "1.0",
        platform: { os: "linux", arch: "amd64" },
        warnings: [],
      })),
    async *run(job, signal) {
      jobs.push(job);
      const folder = await Deno.makeTempDir({ prefix: "qa-shell-engine-" });
      const { promise, resolve } = Promise.withResolvers<void>();
      let wake = resolve;
      let woken = promise;
      const events: RemoteEvent[] = [];
      const tell = (event: RemoteEvent): void => {
        events.push(event);
        wake();
      };
      await writePayload(folder, job);
      const waiting = [...job.tasks];
      let open = Math.min(job.parallelism, waiting.length);
      const work = async (place_: number): Promise<void> => {
        for (
          let task = waiting.shift();
          task !== undefined && !signal.aborted;
          task = waiting.shift()
        ) {
          const of = { task, life: lives.get(task) ?? 0, job: job.name };
          lives.set(task, of.life + 1);
          const node = place_ % 2 === 0 ? "node-a" : "node-b";
          const life = `${job.name}.${task}`;
          tell({ type: "started", task, life, node, at: new Date().toISOString() });
          const isLost = loses?.(of) === true;
          const ran = await runTask(folder, job, { task, place, signal, isLost, life });
          kept.set(life, { output: ran.output, of });
          const bytes = harm?.(ran.output, of) ?? ran.output;
          // In pieces that end anywhere.
          for (let at = 0; at < bytes.length; at += 7_001) {
            tell({ type: "output", task, life, bytes: bytes.subarray(at, at + 7_001) });
          }
          const end = isLost ? "node-lost" : signal.aborted ? "killed" : "exited";
          const detail = isLost ? "the node is down" : "";
          tell({ type: "ended", task, life, end, exitCode: isLost ? null : ran.code, detail });
        }
        open--;
        wake();
      };
      const all = Promise.all(Array.from({ length: open }, (_, at) => work(at)));
      while (open > 0 || events.length > 0) {
        const event = events.shift();
        if (event !== undefined) {
          yield event;
          continue;
        }
        await woken;
        ({ promise: woken, resolve: wake } = Promise.withResolvers<void>());
      }
      await all;
      await Deno.remove(folder, { recursive: true });
    },
    async *reread(_job, _task, life) {
      const found = kept.get(life);
      if (found !== undefined) yield reharm?.(found.output, found.of) ?? found.output;
    },
    reap: () => Promise.resolve(0),
  };
}

async function writePayload(folder: string, job: RemoteJob): Promise<void> {
  await Deno.chmod(folder, 0o755);
  await Deno.writeTextFile(join(folder, "script"), job.script);
  for (const [name, text] of Object.entries(job.payload)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
}

interface TaskCall {
  readonly task: number;
  readonly place: ShellEngineOptions["place"];
  readonly signal: AbortSignal;
  readonly isLost: boolean;
  readonly life: string;
}

async function runTask(
  folder: string,
  job: RemoteJob,
  { task, place, signal, isLost, life }: TaskCall,
): Promise<{ readonly code: number; readonly output: Uint8Array }> {
  const argv = "shell" in place
    ? [...place.shell, join(folder, "script")]
    : dockerRun(folder, job, { task, image: place.image, life });
  const [program = "", ...args] = argv;
  const child = new Deno.Command(program, {
    args,
    env: { QA_TASK: String(task), QA_PAYLOAD: folder },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const stop = (): void => {
    try {
      child.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
  };
  signal.addEventListener("abort", stop);
  // A life that is lost never ends by itself: it is gone, with what it had to say.
  if (isLost) setTimeout(stop, 50);
  const { code, stdout } = await child.output();
  signal.removeEventListener("abort", stop);
  return { code, output: isLost ? stdout.subarray(0, stdout.length >> 1) : stdout };
}

function dockerRun(
  folder: string,
  job: RemoteJob,
  { task, image, life }: { readonly task: number; readonly image: string; readonly life: string },
): readonly string[] {
  const mounts = job.mounts.map(({ source, target, readOnly }) =>
    `--volume=${source}:${target}${readOnly ? ":ro" : ""}`
  );
  return [
    ...["docker", "run", "--rm", `--name=${life}`, "--network=none", "--init"],
    ...["--entrypoint=/bin/sh", `--volume=${folder}:/payload:ro`, ...mounts],
    ...[`--env=QA_TASK=${task}`, "--env=QA_PAYLOAD=/payload", image, "/payload/script"],
  ];
}
