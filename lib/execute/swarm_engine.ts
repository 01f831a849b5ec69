import { dockerConfigLs, type ListedConfig } from "../docker/docker_config_ls.ts";
import { dockerImageInspect } from "../docker/docker_image_inspect.ts";
import { dockerNodeLs } from "../docker/docker_node_ls.ts";
import { dockerSwarmInfo } from "../docker/docker_swarm_info.ts";
import { dockerSwarmRemove } from "../docker/docker_swarm_remove.ts";
import { dockerTaskLogs } from "../docker/docker_task_logs.ts";
import { openTaskOutput } from "../formats/task_output.ts";
import type { Host } from "../host/host.ts";
import { LABEL_OWNER, readOwner } from "../model/owner.ts";
import type { Problem } from "../model/problem.ts";
import type {
  RemoteEngine,
  RemoteEvent,
  RemoteJob,
  RemoteReadiness,
} from "../model/remote_engine.ts";
import { err, ok, type Result } from "../model/result.ts";
import { type EventQueue, openEventQueue } from "./event_queue.ts";
import { isDeadOwner } from "./reap_orphans.ts";
import { openSwarmClient, type SwarmClient, type SwarmOptions, wordsOf } from "./swarm_client.ts";
import { watchRound } from "./swarm_round.ts";
import {
  haltService,
  LABEL_JOB,
  makeService,
  planService,
  removeService,
  type SwarmService,
} from "./swarm_service.ts";

/** One run of a job: its services, and who still reads of them. */
interface OpenJob {
  readonly services: { readonly service: SwarmService; isQuiet: boolean }[];
  readers: number;
}

/**
 * A swarm of Docker engines: each job is a service of the mode `replicated-job`, made through its manager.
 * What its tasks failed to start, because places were lost with nodes, another service of it starts.
 */
export function openSwarmEngine(host: Host, options: SwarmOptions): RemoteEngine {
  const client = openSwarmClient(host, options);
  const jobs = new Map<string, OpenJob>();
  return {
    name: "swarm",
    prepare: (image) => prepare(client, image),
    run: (job, signal) => runJob(client, jobs, job, signal),
    reread: async function* (job, _task, life) {
      const open = jobs.get(job.name);
      if (open === undefined) return;
      open.readers++;
      try {
        yield* readLife(client, open, life);
      } finally {
        open.readers--;
      }
    },
    reap: () => reap(client),
  };
}

async function* runJob(
  client: SwarmClient,
  jobs: Map<string, OpenJob>,
  job: RemoteJob,
  signal: AbortSignal,
): AsyncGenerator<RemoteEvent, void, void> {
  const queue = openEventQueue<RemoteEvent>();
  const open: OpenJob = { services: [], readers: 0 };
  const leave = new AbortController();
  const over = AbortSignal.any([signal, leave.signal]);
  jobs.set(job.name, open);
  const work = runRounds(client, { job, open, queue, signal: over }).finally(queue.close);
  try {
    yield* queue.values;
  } finally {
    leave.abort();
    queue.close();
    await work;
    await untilRead(client, open);
    jobs.delete(job.name);
    yield* await endServices(client, open, job);
  }
}

interface RoundsOptions {
  readonly job: RemoteJob;
  readonly open: OpenJob;
  readonly queue: EventQueue<RemoteEvent>;
  readonly signal: AbortSignal;
}

async function runRounds(
  client: SwarmClient,
  { job, open, queue, signal }: RoundsOptions,
): Promise<void> {
  const reject = (tasks: readonly number[], detail: string): void => {
    for (const task of tasks) {
      const life = `${job.name}-${task}`;
      queue.push({ type: "ended", task, life, end: "rejected", exitCode: null, detail });
    }
  };
  if (job.network === "none") return reject(job.tasks, NO_NETWORK);
  let left = job.tasks;
  for (let round = 0; left.length > 0 && !signal.aborted; round++) {
    const planned = planService(client, job, left, round);
    const { service } = planned;
    const kept = { service, isQuiet: false };
    open.services.push(kept);
    const made = await makeService(client, job, planned, signal);
    if (!made.ok) {
      // A signal that ended the call has ended the job: nobody was refused.
      return signal.aborted ? undefined : reject(left, wordsOf(made.error));
    }
    const { deadlineMs, graceMs } = job;
    const watch = { service, deadlineMs: deadlineMs + graceMs, queue, signal };
    const end = await watchRound(client, watch);
    kept.isQuiet = end.isQuiet;
    if (end.why !== "") return reject(end.left, end.why);
    left = end.left;
    if (left.length === 0) return;
    // Its places may come back with a node: it must not begin what the next one begins.
    await haltService(client, service, graceMs);
    kept.isQuiet = true;
    const message = `places of ${service.name} were lost: ${left.length} tasks begin anew`;
    queue.push({ type: "notice", message });
  }
}

const NO_NETWORK = 'a swarm cannot start tasks without a network ("none"): leave --network out, ' +
  "or name one made with: docker network create --driver overlay --internal <name>";

const READ_AGAIN_MS = 50;
const READERS_MS = 60_000;

/** The output of a task is gone with its service: whoever asks for it again is waited for. */
async function untilRead({ host }: SwarmClient, open: OpenJob): Promise<void> {
  const startMs = host.monotonicMs();
  do {
    await host.sleep(READ_AGAIN_MS);
  } while (open.readers > 0 && host.monotonicMs() - startMs < READERS_MS);
}

async function endServices(
  client: SwarmClient,
  { services }: OpenJob,
  { graceMs }: RemoteJob,
): Promise<readonly RemoteEvent[]> {
  const ends = await Promise.all(services.map(async ({ service, isQuiet }) => {
    if (!isQuiet) await haltService(client, service, graceMs);
    return await removeService(client, service) ? [] : [service.name];
  }));
  return ends.flat().map((name): RemoteEvent => ({
    type: "notice",
    message: `the service ${name} and its configs could not be removed: the next run does it`,
  }));
}

const READ_MS = 60_000;

async function* readLife(
  client: SwarmClient,
  { services }: OpenJob,
  life: string,
): AsyncGenerator<Uint8Array, void, void> {
  if (!/^[a-z0-9]{20,64}$/.test(life)) return;
  const process = client.start(dockerTaskLogs(client.bin, life, false));
  if (process === null) return;
  const output = openTaskOutput(services.at(-1)?.service.mark ?? "");
  const limit = new AbortController();
  const late = client.host.sleep(READ_MS, limit.signal).then(() => process.signalGroup("SIGKILL"));
  const dropped = drop(process.stderr);
  try {
    for await (const chunk of process.stdout) yield output.push(chunk);
    yield output.end();
  } finally {
    process.signalGroup("SIGKILL");
    limit.abort();
    await process.abandonStreams();
    await Promise.all([dropped, late, process.ended]);
  }
}

async function drop(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of chunks);
}

async function prepare(
  client: SwarmClient,
  image: string,
): Promise<Result<RemoteReadiness, Problem>> {
  const [info, nodes, found] = await Promise.all([
    client.run(dockerSwarmInfo(client.bin)),
    client.run(dockerNodeLs(client.bin)),
    client.run(dockerImageInspect(client.bin, image)),
  ]);
  if (!info.ok) return info;
  if (!info.value.isManager) return err(noManager(info.value.state, info.value.error));
  if (!nodes.ok) return nodes;
  const ready = nodes.value.filter((node) =>
    node.status === "ready" && node.availability === "active"
  );
  const away = nodes.value.filter((node) => !ready.includes(node));
  const digest = found.ok ? found.value?.digests[0] ?? null : null;
  return ok({
    image: image.includes("@") ? image : digest ?? image,
    nodes: ready.map(({ hostname, id }) => hostname || id),
    version: info.value.version,
    platform: { os: info.value.os, arch: info.value.arch },
    warnings: [
      ...away.map(({ hostname, status, availability }) =>
        `the node ${hostname} takes no tasks (${status}, ${availability})`
      ),
      ...(image.includes("@") || digest !== null ? [] : [
        `${image} has no digest: each node runs what it has under that name`,
      ]),
    ],
  });
}

function noManager(state: string, error: string): Problem {
  const more = error === "" ? "" : `: ${error}`;
  return {
    kind: "engine-refused",
    detail: `this engine is no manager of a swarm (${state || "unknown"}${more})`,
    hint: "Make one with docker swarm init, or lead DOCKER_HOST or the docker context to a manager",
  };
}

/** Configs outlive their service, so they tell which services dead runs have left. */
async function reap(client: SwarmClient): Promise<number> {
  const listed = await client.run(dockerConfigLs(client.bin, [LABEL_OWNER, LABEL_JOB]));
  if (!listed.ok) return 0;
  const dead: ListedConfig[] = [];
  for (const config of listed.value) {
    const owner = readOwner(config.labels[LABEL_OWNER] ?? "");
    if (owner !== null && await isDeadOwner(client.host, owner)) dead.push(config);
  }
  if (dead.length === 0) return 0;
  const names = [...new Set(dead.map(({ labels }) => labels[LABEL_JOB] ?? ""))];
  for (const name of names) {
    await haltService(client, { name, tasks: [], configs: [], mark: "" }, 0);
  }
  const services = await client.run(dockerSwarmRemove(client.bin, "service", names));
  const ids = dead.map(({ id }) => id);
  const configs = await client.run(dockerSwarmRemove(client.bin, "config", ids));
  return services.ok && configs.ok ? names.length + ids.length : 0;
}
