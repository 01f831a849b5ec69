import { isShellName, taskPrologue } from "../docker/task_prologue.ts";
import { renderPayload } from "../formats/render_payload.ts";
import type { RemoteJob } from "../model/remote_engine.ts";

/** An object of Kubernetes as it is sent: plain data. */
export type Manifest = { readonly [field: string]: ManifestValue };
/** What a manifest can hold. */
export type ManifestValue =
  | string
  | number
  | boolean
  | readonly ManifestValue[]
  | { readonly [field: string]: ManifestValue };

/** Label of everything of ours, and the one that holds the name of the job. */
export const LABEL_MANAGED = "qa-gate/managed";
export const LABEL_JOB_NAME = "qa-gate/job";
/** Container of a pod that runs the task. */
export const TASK_CONTAINER = "task";

/** Bytes of one ConfigMap: the server takes 1 MiB of names and values. */
const PIECE_BYTES = 900 * 1024;
const FOLDER_INSIDE = "/qa";
/** A finished job that nobody removed is removed by the cluster after so long. */
const KEPT_SECONDS = 3600;
/** What the deadline inside may take longer than it should, and what a task may take to start. */
const MARGIN_SECONDS = 30;
const START_SECONDS = 600;

/**
 * The objects of a job: ConfigMaps of scripts and payload, then an Indexed Job. A pod that was disrupted
 * (its node drained, lost or taken) is run again by the cluster; one that failed is not.
 */
export function jobManifest(job: RemoteJob): readonly Manifest[] {
  const payload = renderPayload(job.payload, PIECE_BYTES);
  const { tasks, env, deadlineMs, graceMs } = job;
  const start = taskPrologue({
    ...{ slotVariable: "JOB_COMPLETION_INDEX", tasks, folder: FOLDER_INSIDE },
    ...{ payloads: payload.length, env, deadlineMs, graceMs, alwaysZero: false },
    lastWord: { file: "/dev/termination-log" },
  });
  const texts = [
    ["script", job.script],
    ["start", start],
    ...payload.map((text, index) => [`payload-${index}`, text]),
  ] as [string, string][];
  const maps = texts.map(([file, text]) => configMap(job, file, text));
  return [...maps, jobObject(job, texts.map(([file]) => file))];
}

function metadata(job: RemoteJob, name: string): ManifestValue {
  return { name, labels: labelsOf(job), annotations: { ...job.labels } };
}

/** Our own labels only: a value of another one may be more than a label can hold. */
function labelsOf({ name }: RemoteJob): Readonly<Record<string, string>> {
  return { [LABEL_MANAGED]: "true", [LABEL_JOB_NAME]: name };
}

function configMap(job: RemoteJob, file: string, text: string): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata(job, `${job.name}-${file}`),
    immutable: true,
    data: { [file]: text },
  };
}

function jobObject(job: RemoteJob, files: readonly string[]): Manifest {
  const rounds = Math.ceil(job.tasks.length / Math.max(1, job.parallelism));
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: metadata(job, job.name),
    spec: {
      completionMode: "Indexed",
      completions: job.tasks.length,
      parallelism: Math.max(1, Math.min(job.parallelism, job.tasks.length)),
      backoffLimitPerIndex: 0,
      maxFailedIndexes: job.tasks.length,
      activeDeadlineSeconds: rounds * (podSeconds(job) + START_SECONDS),
      ttlSecondsAfterFinished: KEPT_SECONDS,
      podFailurePolicy: {
        rules: [
          { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
          { action: "FailIndex", onExitCodes: { operator: "NotIn", values: [0] } },
        ],
      },
      template: {
        metadata: { labels: labelsOf(job), annotations: { ...job.labels } },
        spec: podSpec(job, files),
      },
    },
  };
}

function podSeconds({ deadlineMs, graceMs }: RemoteJob): number {
  return Math.ceil((deadlineMs + graceMs) / 1000) + MARGIN_SECONDS;
}

function podSpec(job: RemoteJob, files: readonly string[]): ManifestValue {
  const selector = Object.fromEntries(job.placement.map((one) => one.split("=", 2)));
  return {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    activeDeadlineSeconds: podSeconds(job),
    terminationGracePeriodSeconds: Math.ceil(job.graceMs / 1000),
    ...(job.placement.length === 0 ? {} : { nodeSelector: selector }),
    securityContext: { ...userOf(job.user), seccompProfile: { type: "RuntimeDefault" } },
    containers: [container(job)],
    volumes: [
      {
        name: "qa",
        projected: {
          defaultMode: 0o444,
          sources: files.map((file) => ({ configMap: { name: `${job.name}-${file}` } })),
        },
      },
      ...job.mounts.map(({ source }, index) => ({
        name: `mount-${index}`,
        hostPath: { path: source },
      })),
    ],
  };
}

function container(job: RemoteJob): ManifestValue {
  const odd = Object.entries(job.env).filter(([name]) => !isShellName(name));
  const limits = {
    ...(job.memoryBytes === null ? {} : { memory: String(job.memoryBytes) }),
    ...(job.cpus === null ? {} : { cpu: `${Math.round(job.cpus * 1000)}m` }),
  };
  return {
    name: TASK_CONTAINER,
    image: job.image,
    imagePullPolicy: "IfNotPresent",
    command: ["/bin/sh", `${FOLDER_INSIDE}/start`],
    ...(odd.length === 0 ? {} : { env: odd.map(([name, value]) => ({ name, value })) }),
    resources: Object.keys(limits).length === 0 ? {} : { limits, requests: limits },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    volumeMounts: [
      { name: "qa", mountPath: FOLDER_INSIDE, readOnly: true },
      ...job.mounts.map(({ target, readOnly }, index) => ({
        name: `mount-${index}`,
        mountPath: target,
        ...(readOnly ? { readOnly } : {}),
      })),
    ],
  };
}

/** A user that was asked for and is not root stays so. */
function userOf(user: string | null): Readonly<Record<string, ManifestValue>> {
  const [uid, gid] = (user ?? "").split(":");
  if (uid === undefined || uid === "") return {};
  return {
    ...(Number(uid) > 0 ? { runAsNonRoot: true } : {}),
    runAsUser: Number(uid),
    ...(gid === undefined ? {} : { runAsGroup: Number(gid) }),
  };
}

/** Why a job cannot be one of Kubernetes, with what to do instead; null when it can. */
export function refuseJob(job: RemoteJob): string | null {
  if (job.network !== null) {
    return `Kubernetes has no network by the name "${job.network}": leave --network out, ` +
      "and deny traffic with a NetworkPolicy";
  }
  if (job.user !== null && !/^\d+(?::\d+)?$/.test(job.user)) {
    return `Kubernetes takes users by number: "${job.user}" is none (--user 1000:1000)`;
  }
  const odd = job.placement.find((one) => !/^[\w./-]+=[\w.-]*$/.test(one));
  return odd === undefined ? null : `"${odd}" is no node selector: write key=value`;
}
