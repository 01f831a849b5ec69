import { kubectlList } from "../kubectl/kubectl_calls.ts";
import { readFailedJob, readPod, type SeenPod } from "../kubectl/read_pod.ts";
import type { RemoteEnd, RemoteEvent, RemoteJob } from "../model/remote_engine.ts";
import type { EventQueue } from "./event_queue.ts";
import type { KubernetesClient } from "./kubernetes_client.ts";
import { openPodLife, type PodLife } from "./pod_life.ts";
import { wordsOf } from "./swarm_client.ts";

/** What is known of one pod while its job is watched. */
interface Watched {
  readonly life: PodLife;
  readonly index: number;
  kind: SeenPod["phase"]["kind"];
  why: string;
  sinceMs: number;
}

/** What a watch is for. */
export interface WatchPods {
  readonly job: RemoteJob;
  readonly queue: EventQueue<RemoteEvent>;
  readonly signal: AbortSignal;
}

/** Lists that lack a job which was made, before it counts as removed. */
const ABSENT_POLLS = 3;
/** A job that was ended by the cluster may have pods whose end is still to be seen. */
const FAILED_MS = 10_000;

/** Watches the pods of a job until each of its numbers is over, or the rest cannot be. */
export async function watchPods(client: KubernetesClient, watch: WatchPods): Promise<void> {
  const { host, place, times } = client;
  const { job, queue, signal } = watch;
  const pods = new Map<string, Watched>();
  const since = {
    unheard: null as number | null,
    idle: host.monotonicMs(),
    failed: null as number | null,
  };
  let absent = 0;
  let isDone = false;
  while (!isDone && !signal.aborted) {
    const listed = await client.run(kubectlList(place, "jobs,pods", job.name), signal);
    const nowMs = host.monotonicMs();
    if (signal.aborted) break;
    if (!listed.ok) {
      const words = wordsOf(listed.error);
      if (since.unheard === null) queue.push({ type: "notice", message: words });
      since.unheard ??= nowMs;
      if (nowMs - since.unheard > times.server) {
        const seconds = Math.round(times.server / 1000);
        isDone = giveUpAll("node-lost", `the server gave no answer for ${seconds} s: ${words}`);
      }
    } else {
      since.unheard = null;
      const isThere = listed.value.some(({ kind }) => kind === "Job");
      absent = isThere ? 0 : absent + 1;
      notePods(client, watch, pods, { items: listed.value, nowMs });
      const failed = readFailedJob(listed.value);
      if (failed !== null) since.failed ??= nowMs;
      if (isAllOver()) isDone = true;
      else if (absent >= ABSENT_POLLS) {
        isDone = giveUpAll("killed", "the job was removed by somebody");
      } else if (since.failed !== null && nowMs - since.failed > FAILED_MS) {
        isDone = giveUpAll("killed", failed ?? "the job has failed");
      } else isDone = judgeIdle(nowMs);
    }
    if (!isDone) await host.sleep(times.poll, signal);
  }
  await Promise.all([...pods.values()].map(({ life }) => life.finish()));

  function openNumbers(): number[] {
    const over = new Set(
      [...pods.values()].filter(({ life, kind }) => life.isOver() && kind !== "disrupted")
        .map(({ index }) => index),
    );
    return job.tasks.map((_, index) => index).filter((index) => !over.has(index));
  }
  function isAllOver(): boolean {
    return openNumbers().length === 0;
  }
  function giveUpAll(how: RemoteEnd, detail: string): true {
    const told = new Set<number>();
    for (const { life, index } of pods.values()) {
      if (life.isOver()) continue;
      told.add(index);
      life.giveUp(life.isStarted() ? how : "rejected", detail);
    }
    for (const index of openNumbers().filter((index) => !told.has(index))) {
      const task = job.tasks[index] ?? -1;
      const wasStarted = [...pods.values()].some((one) => one.index === index);
      const end = wasStarted ? how : "rejected";
      const life = `${job.name}-${index}`;
      queue.push({ type: "ended", task, life, end, exitCode: null, detail });
    }
    return true;
  }
  /** Nothing runs and nothing is about to: for how long, and why. */
  function judgeIdle(nowMs: number): boolean {
    const open = [...pods.values()].filter(({ life }) => !life.isOver());
    if (open.some(({ kind }) => kind === "running" || kind === "starting" || kind === "ended")) {
      since.idle = nowMs;
      return false;
    }
    const stuck = open.filter(({ kind }) => kind === "stuck");
    const idleMs = nowMs - since.idle;
    const isStuck = stuck.length > 0 && stuck.length === open.length && idleMs > times.stuck;
    if (!isStuck && idleMs <= times.schedule) return false;
    const disrupted = [...pods.values()].find(({ kind }) => kind === "disrupted");
    const why = open.map(({ why }) => why).find((one) => one !== "") ?? disrupted?.why ??
      `the cluster made no pod (kubectl describe job ${job.name} says why)`;
    return giveUpAll("node-lost", why);
  }
}

/** Tells what has become of each pod since the last list. */
function notePods(
  client: KubernetesClient,
  { job, queue }: WatchPods,
  pods: Map<string, Watched>,
  { items, nowMs }: {
    readonly items: readonly Parameters<typeof readPod>[0][];
    readonly nowMs: number;
  },
): void {
  const seen = new Set<string>();
  for (const pod of items.map(readPod)) {
    const task = pod === null ? undefined : job.tasks[pod.index];
    if (pod === null || task === undefined) continue;
    seen.add(pod.name);
    const known = pods.get(pod.name) ?? {
      life: openPodLife(client, { pod: pod.name, task, queue }),
      ...{ index: pod.index, kind: "starting" as const, why: "", sinceMs: nowMs },
    };
    if (!pods.has(pod.name) || known.kind !== pod.phase.kind) notePhase(known, pod, queue);
    pods.set(pod.name, known);
  }
  for (const [name, known] of pods) {
    if (seen.has(name) || known.life.isOver()) continue;
    known.life.giveUp(known.life.isStarted() ? "killed" : "rejected", "its pod was removed");
  }
}

function notePhase(
  known: Watched,
  { name, node, phase }: SeenPod,
  queue: EventQueue<RemoteEvent>,
): void {
  known.kind = phase.kind;
  known.why = "why" in phase ? phase.why : "";
  if (known.life.isOver()) return;
  if (phase.kind === "running") known.life.start(node, phase.at);
  if (phase.kind === "ended") {
    if (phase.end !== "rejected") known.life.start(node, phase.at);
    known.life.settle(phase);
  }
  if (phase.kind !== "disrupted") return;
  queue.push({ type: "notice", message: `${name} was disrupted on ${node}: ${phase.why}` });
  known.life.leave();
}
