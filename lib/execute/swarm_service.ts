import { CONFIG_BYTES, dockerConfigCreate } from "../docker/docker_config_create.ts";
import { dockerPs } from "../docker/docker_ps.ts";
import { dockerRemove } from "../docker/docker_remove.ts";
import { dockerServiceCreate, SLOT_VARIABLE } from "../docker/docker_service_create.ts";
import { dockerServiceHalt } from "../docker/docker_service_halt.ts";
import { dockerServicePs } from "../docker/docker_service_ps.ts";
import { dockerSwarmRemove } from "../docker/docker_swarm_remove.ts";
import { dockerTaskInspect } from "../docker/docker_task_inspect.ts";
import { taskPrologue } from "../docker/task_prologue.ts";
import { renderPayload } from "../formats/render_payload.ts";
import { formatOwner, LABEL_OWNER, ownerOf } from "../model/owner.ts";
import type { Problem } from "../model/problem.ts";
import type { RemoteJob } from "../model/remote_engine.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { SwarmClient } from "./swarm_client.ts";

/** Label that holds the name of the service; on the service, its configs and its containers. */
export const LABEL_JOB = "qa.job";

/** One service of a job, and what belongs to it. */
export interface SwarmService {
  readonly name: string;
  /** Numbers of the tasks by slot. */
  readonly tasks: readonly number[];
  readonly configs: readonly string[];
  /** Begins the last word of its tasks. */
  readonly mark: string;
}

/** Most configs that one service is given: a swarm keeps all of them in the memory of its managers. */
const CONFIGS_MAX = 64;
/** Leaves room for what a config is wrapped in. */
const PIECE_BYTES = CONFIG_BYTES - 4096;
const FOLDER_INSIDE = "/qa";
const AT_ONCE = 8;

/** Names what a service of a job will consist of; nothing is made yet. */
export function planService(
  client: SwarmClient,
  job: RemoteJob,
  tasks: readonly number[],
  round: number,
): { readonly service: SwarmService; readonly texts: ReadonlyMap<string, string> } {
  const name = round === 0 ? job.name : `${job.name}-r${round}`;
  const mark = `qa-end-${client.host.randomHex(12)}`;
  const payload = renderPayload(job.payload, PIECE_BYTES);
  const texts = new Map([
    ["start", prologueOf(job, tasks, payload.length, mark)],
    ["script", job.script],
    ...payload.map((text, index): [string, string] => [`payload-${index}`, text]),
  ]);
  const configs = [...texts.keys()].map((file) => `${name}-${file}`);
  return { service: { name, tasks, configs, mark }, texts };
}

function prologueOf(
  job: RemoteJob,
  tasks: readonly number[],
  payloads: number,
  mark: string,
): string {
  const { env, deadlineMs, graceMs } = job;
  return taskPrologue({
    ...{ slotVariable: SLOT_VARIABLE, tasks, folder: FOLDER_INSIDE, payloads },
    ...{ env, deadlineMs, graceMs, lastWord: { line: mark }, alwaysZero: true },
  });
}

/** Makes the configs and then the service; what was made until something failed is left to `endService`. */
export async function makeService(
  client: SwarmClient,
  job: RemoteJob,
  { service, texts }: ReturnType<typeof planService>,
  signal: AbortSignal,
): Promise<Result<void, Problem>> {
  if (service.configs.length > CONFIGS_MAX) return err(tooMuch());
  const labels = {
    ...job.labels,
    [LABEL_OWNER]: formatOwner(ownerOf(client.host.machine)),
    [LABEL_JOB]: service.name,
  };
  const entries = [...texts];
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    const made = await Promise.all(
      entries.slice(at, at + AT_ONCE).map(([file, text]) =>
        makeConfig(client, { name: `${service.name}-${file}`, labels, text }, signal)
      ),
    );
    const failed = made.find((one) => !one.ok);
    if (failed !== undefined) return failed;
  }
  const inside = [...texts.keys()].map((file) =>
    [`${service.name}-${file}`, `${FOLDER_INSIDE}/${file}`] as const
  );
  const { image, graceMs, memoryBytes, cpus, pidsLimit, user, network, mounts, placement } = job;
  const command = dockerServiceCreate(client.bin, {
    ...{ image, graceMs, memoryBytes, cpus, pidsLimit, user, network, mounts, placement, labels },
    name: service.name,
    slots: service.tasks.length,
    parallelism: Math.max(1, Math.min(job.parallelism, service.tasks.length)),
    configs: Object.fromEntries(inside),
    script: `${FOLDER_INSIDE}/start`,
  });
  const created = await client.run(command, signal);
  return created.ok ? ok(undefined) : created;
}

async function makeConfig(
  client: SwarmClient,
  { name, labels, text }: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly text: string;
  },
  signal: AbortSignal,
): Promise<Result<void, Problem>> {
  const file = `${client.folder}/${name}`;
  const { files } = client.host;
  const made = await files.makeDir(client.folder, 0o700);
  const written = made.ok ? await files.writeWhole(file, text, 0o600) : made;
  if (!written.ok) return written;
  const created = await client.run(dockerConfigCreate(client.bin, { name, labels, file }), signal);
  await files.remove(file);
  return created.ok ? ok(undefined) : created;
}

function tooMuch(): Problem {
  return {
    kind: "engine-refused",
    detail: `the job is larger than ${CONFIGS_MAX} configs of a swarm`,
    hint: "Use more shards, or fewer tests in one run",
  };
}

/** How long a removal is tried while the manager does not answer. */
const REMOVE_MS = 20_000;
const REMOVE_AGAIN_MS = 500;
const STOP_MARGIN_MS = 5_000;

/** Ends what the service still runs, on every node, and waits for it: at most grace and five seconds. */
export async function haltService(
  client: SwarmClient,
  { name }: SwarmService,
  graceMs: number,
): Promise<void> {
  const halted = await client.run(dockerServiceHalt(client.bin, name));
  if (!halted.ok) return;
  const { host } = client;
  const startMs = host.monotonicMs();
  while (host.monotonicMs() - startMs < graceMs + STOP_MARGIN_MS) {
    const ids = await client.run(dockerServicePs(client.bin, name));
    if (!ids.ok || ids.value === null || ids.value.length === 0) return;
    const tasks = await client.run(dockerTaskInspect(client.bin, ids.value));
    if (!tasks.ok) return;
    const isLeaving = tasks.value.some(({ state, desired, containerId }) =>
      desired === "remove" && containerId !== "" && (state === "running" || state === "starting")
    );
    if (!isLeaving) return;
    await host.sleep(REMOVE_AGAIN_MS / 2);
  }
}

/**
 * Removes service, configs, files, and the containers on the engine we talk to; true when the swarm has
 * nothing of it any more. An engine of version 20.10 keeps the ended containers of a job on its node.
 */
export async function removeService(client: SwarmClient, service: SwarmService): Promise<boolean> {
  const { host, bin } = client;
  const startMs = host.monotonicMs();
  for (;;) {
    const removed = await client.run(dockerSwarmRemove(bin, "service", [service.name]));
    const [configs] = removed.ok
      ? await Promise.all([
        client.run(dockerSwarmRemove(bin, "config", service.configs)),
        removeContainers(client, service),
      ])
      : [removed];
    if (configs.ok) break;
    if (host.monotonicMs() - startMs > REMOVE_MS) return false;
    await host.sleep(REMOVE_AGAIN_MS);
  }
  for (const name of service.configs) await host.files.remove(`${client.folder}/${name}`);
  return true;
}

async function removeContainers(client: SwarmClient, { name }: SwarmService): Promise<void> {
  const left = await client.run(dockerPs(client.bin, [`${LABEL_JOB}=${name}`]));
  if (!left.ok || left.value.length === 0) return;
  await client.run(dockerRemove(client.bin, left.value.map(({ id }) => id)));
}
