import type { Host } from "../host/host.ts";
import { formatManifest } from "../kubectl/format_manifest.ts";
import { jobManifest, LABEL_JOB_NAME, refuseJob } from "../kubectl/job_manifest.ts";
import {
  kubectlCreate,
  kubectlDelete,
  kubectlList,
  kubectlLogs,
  kubectlNodes,
  kubectlVersion,
} from "../kubectl/kubectl_calls.ts";
import { asObject, asText } from "../docker/json_object.ts";
import { formatOwner, LABEL_OWNER, ownerOf, readOwner } from "../model/owner.ts";
import type { Problem } from "../model/problem.ts";
import type {
  RemoteEngine,
  RemoteEvent,
  RemoteJob,
  RemoteReadiness,
} from "../model/remote_engine.ts";
import { err, ok, type Result } from "../model/result.ts";
import { type EventQueue, openEventQueue } from "./event_queue.ts";
import {
  type KubernetesClient,
  type KubernetesOptions,
  openKubernetesClient,
} from "./kubernetes_client.ts";
import { readLogs } from "./pod_life.ts";
import { isDeadOwner } from "./reap_orphans.ts";
import { wordsOf } from "./swarm_client.ts";
import { watchPods } from "./watch_pods.ts";

/** Since this minor version of Kubernetes 1 the limits of an index work without being asked for. */
const OLDEST_MINOR = 29;

/**
 * A cluster of Kubernetes, through the user's own kubectl: each job is an Indexed Job. Its pods are asked
 * for every second: a list cannot be cut in the middle as a watch can.
 */
export function openKubernetesEngine(host: Host, options: KubernetesOptions): RemoteEngine {
  const client = openKubernetesClient(host, options);
  const readers = new Map<string, number>();
  return {
    name: "kubernetes",
    prepare: (image) => prepare(client, image),
    run: (job, signal) => runJob(client, readers, job, signal),
    reread: async function* (job, _task, life) {
      readers.set(job.name, (readers.get(job.name) ?? 0) + 1);
      try {
        yield* readAgain(client, life);
      } finally {
        readers.set(job.name, (readers.get(job.name) ?? 1) - 1);
      }
    },
    reap: () => reap(client),
  };
}

async function* runJob(
  client: KubernetesClient,
  readers: ReadonlyMap<string, number>,
  job: RemoteJob,
  signal: AbortSignal,
): AsyncGenerator<RemoteEvent, void, void> {
  const queue = openEventQueue<RemoteEvent>();
  const leave = new AbortController();
  const over = AbortSignal.any([signal, leave.signal]);
  const work = makeAndWatch(client, job, queue, over).finally(queue.close);
  try {
    yield* queue.values;
  } finally {
    leave.abort();
    queue.close();
    await work;
    await untilRead(client, readers, job.name);
    if (!(await removeJob(client, job))) {
      const message = `${job.name} could not be removed: kubectl delete jobs,configmaps ` +
        `--selector=${LABEL_JOB_NAME}=${job.name}`;
      yield { type: "notice", message };
    }
  }
}

async function makeAndWatch(
  client: KubernetesClient,
  job: RemoteJob,
  queue: EventQueue<RemoteEvent>,
  signal: AbortSignal,
): Promise<void> {
  const refused = refuseJob(job);
  const made = refused === null ? await makeJob(client, job, signal) : null;
  const why = refused ?? (made?.ok === false ? wordsOf(made.error) : null);
  if (signal.aborted) return;
  if (why === null) return await watchPods(client, { job, queue, signal });
  for (const task of job.tasks) {
    const life = `${job.name}-${task}`;
    queue.push({ type: "ended", task, life, end: "rejected", exitCode: null, detail: why });
  }
}

async function makeJob(
  client: KubernetesClient,
  job: RemoteJob,
  signal: AbortSignal,
): Promise<Result<void, Problem>> {
  const { files, machine } = client.host;
  const owner = { [LABEL_OWNER]: formatOwner(ownerOf(machine)) };
  const text = formatManifest(jobManifest({ ...job, labels: { ...job.labels, ...owner } }));
  const file = `${client.folder}/${job.name}.yaml`;
  const folder = await files.makeDir(client.folder, 0o700);
  const written = folder.ok ? await files.writeWhole(file, text, 0o600) : folder;
  if (!written.ok) return written;
  const created = await client.run(kubectlCreate(client.place, file), signal);
  await files.remove(file);
  return created;
}

const REMOVE_MS = 20_000;
const AGAIN_MS = 500;
const STOP_MARGIN_MS = 10_000;

/** Removes the job and waits for its pods to be gone; false when the server still has something of it. */
async function removeJob(client: KubernetesClient, { name, graceMs }: RemoteJob): Promise<boolean> {
  const { host, place } = client;
  const startMs = host.monotonicMs();
  while (!(await client.run(kubectlDelete(place, name))).ok) {
    if (host.monotonicMs() - startMs > REMOVE_MS) return false;
    await host.sleep(AGAIN_MS);
  }
  for (;;) {
    const left = await client.run(kubectlList(place, "pods", name));
    if (left.ok && left.value.length === 0) return true;
    if (host.monotonicMs() - startMs > REMOVE_MS + graceMs + STOP_MARGIN_MS) return false;
    await host.sleep(AGAIN_MS);
  }
}

const READERS_MS = 120_000;
const READ_AGAIN_MS = 50;

/** The output of a pod is gone with it: whoever asks for it again is waited for. */
async function untilRead(
  { host }: KubernetesClient,
  readers: ReadonlyMap<string, number>,
  job: string,
): Promise<void> {
  const startMs = host.monotonicMs();
  do {
    await host.sleep(READ_AGAIN_MS);
  } while ((readers.get(job) ?? 0) > 0 && host.monotonicMs() - startMs < READERS_MS);
}

const READ_MS = 120_000;

async function* readAgain(
  client: KubernetesClient,
  pod: string,
): AsyncGenerator<Uint8Array, void, void> {
  if (!/^[a-z0-9][a-z0-9.-]{0,252}$/.test(pod)) return;
  const process = client.start(kubectlLogs(client.place, pod, false));
  if (process === null) return;
  const queue = openEventQueue<Uint8Array>();
  const logs = readLogs(process, (bytes) => {
    queue.push(bytes);
    return queue.room();
  });
  const limit = new AbortController();
  const late = client.host.sleep(READ_MS, limit.signal).then(logs.stop);
  const done = logs.done.finally(queue.close);
  try {
    yield* queue.values;
  } finally {
    queue.close();
    limit.abort();
    await late;
    await done;
  }
}

async function prepare(
  client: KubernetesClient,
  image: string,
): Promise<Result<RemoteReadiness, Problem>> {
  const [version, pods, nodes] = await Promise.all([
    client.run(kubectlVersion(client.place)),
    client.run(kubectlList(client.place, "jobs,pods", "qa-none")),
    client.run(kubectlNodes(client.place)),
  ]);
  if (!version.ok) return version;
  if (!pods.ok) return pods;
  const { server, os, arch, minor } = version.value;
  if (minor !== null && minor < OLDEST_MINOR) return err(tooOld(server));
  return ok({
    image,
    nodes: nodes.ok ? nodes.value : [],
    version: server,
    platform: { os, arch },
    warnings: [
      ...(nodes.ok ? [] : [`the nodes are not known: ${wordsOf(nodes.error)}`]),
      ...(image.includes("@") ? [] : [
        `${image} has no digest: each node runs what it finds under that name`,
      ]),
    ],
  });
}

function tooOld(server: string): Problem {
  return {
    kind: "engine-refused",
    detail: `the cluster is ${server}: it would run a failed task again`,
    hint: `Use one of version 1.${OLDEST_MINOR} or later`,
  };
}

/** Jobs and ConfigMaps carry their owner: those of dead runs are removed. */
async function reap(client: KubernetesClient): Promise<number> {
  const listed = await client.run(kubectlList(client.place, "jobs,configmaps", null));
  if (!listed.ok) return 0;
  const dead = new Map<string, number>();
  for (const item of listed.value) {
    const metadata = asObject(item["metadata"]);
    const owner = readOwner(asText(asObject(metadata?.["annotations"])?.[LABEL_OWNER]));
    const name = asText(asObject(metadata?.["labels"])?.[LABEL_JOB_NAME]);
    if (owner === null || !/^[a-z0-9][a-z0-9-]*$/.test(name)) continue;
    if (await isDeadOwner(client.host, owner)) dead.set(name, (dead.get(name) ?? 0) + 1);
  }
  let removed = 0;
  for (const [name, count] of dead) {
    if ((await client.run(kubectlDelete(client.place, name))).ok) removed += count;
  }
  return removed;
}
