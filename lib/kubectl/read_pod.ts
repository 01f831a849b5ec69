import { asInteger, asObject, asText, type JsonObject } from "../docker/json_object.ts";
import type { RemoteEnd } from "../model/remote_engine.ts";
import { nameTaskEnd, readTaskEnd } from "../model/task_end.ts";

/** How far a pod has come. */
export type PodPhase =
  /** No node takes it. */
  | { readonly kind: "unschedulable"; readonly why: string }
  /** Its node cannot make the container, and tries again without end. */
  | { readonly kind: "stuck"; readonly why: string }
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly at: string }
  /** The cluster took it away, and begins its number anew in another pod. */
  | { readonly kind: "disrupted"; readonly why: string }
  | {
    readonly kind: "ended";
    readonly end: RemoteEnd;
    readonly exitCode: number | null;
    readonly why: string;
    readonly at: string;
  };

/** A pod of a job. */
export interface SeenPod {
  readonly name: string;
  /** Number of the pod in its job. */
  readonly index: number;
  readonly node: string;
  readonly phase: PodPhase;
}

const INDEX = "batch.kubernetes.io/job-completion-index";

/** Reads a pod of an Indexed Job; null for anything else. */
export function readPod(item: JsonObject): SeenPod | null {
  const metadata = asObject(item["metadata"]) ?? {};
  const index = asText(asObject(metadata["annotations"])?.[INDEX]);
  const name = asText(metadata["name"]);
  if (item["kind"] !== "Pod" || name === "" || !/^\d{1,7}$/.test(index)) return null;
  const status = asObject(item["status"]) ?? {};
  return {
    name,
    index: Number(index),
    node: asText(asObject(item["spec"])?.["nodeName"]),
    phase: readPhase(status),
  };
}

/** What was disrupted says so by itself; then what its container says counts, then the pod's own word. */
function readPhase(status: JsonObject): PodPhase {
  const phase = asText(status["phase"]);
  const state = stateOf(status);
  const terminated = asObject(state["terminated"]);
  const disrupted = conditionOf(status, "DisruptionTarget");
  if (disrupted !== null && phase !== "Succeeded" && (phase === "Failed" || terminated === null)) {
    return { kind: "disrupted", why: wordsOf(disrupted) };
  }
  if (terminated !== null) return endOf(status, terminated);
  if (phase === "Failed" || phase === "Succeeded") return endOf(status, {});
  if (phase === "Unknown") {
    return { kind: "disrupted", why: wordsOf(status) || "its node is silent" };
  }
  const running = asObject(state["running"]);
  if (running !== null) return { kind: "running", at: asText(running["startedAt"]) };
  return waitingPhase(status, asObject(state["waiting"]));
}

/** Reasons of a container that is not made, and that no waiting makes. */
const STUCK =
  /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|RegistryUnavailable|CreateContainerConfigError|CreateContainerError|RunContainerError|CrashLoopBackOff)$/;

function waitingPhase(status: JsonObject, waiting: JsonObject | null): PodPhase {
  if (waiting !== null && STUCK.test(asText(waiting["reason"]))) {
    return { kind: "stuck", why: wordsOf(waiting) };
  }
  const scheduled = conditionOf(status, "PodScheduled", "False");
  return scheduled === null
    ? { kind: "starting" }
    : { kind: "unschedulable", why: wordsOf(scheduled) };
}

function endOf(status: JsonObject, terminated: JsonObject): PodPhase {
  const word = readTaskEnd(asText(terminated["message"]).replace(/^qa/, ""));
  const code = asInteger(terminated["exitCode"]);
  const end = nameEnd(asText(terminated["reason"]), asText(status["reason"])) ??
    (word === null ? (code === 137 || code === 143 ? "killed" : "exited") : nameTaskEnd(word));
  const isOwn = end === "exited" || asText(status["reason"]) === "";
  return {
    ...{ kind: "ended", end, exitCode: word?.exitCode ?? code },
    why: isOwn && word !== null ? "" : wordsOf(status) || asText(terminated["reason"]),
    at: asText(terminated["startedAt"]),
  };
}

function nameEnd(container: string, pod: string): RemoteEnd | null {
  if (container === "OOMKilled") return "oom";
  if (pod === "DeadlineExceeded") return "deadline";
  if (/^(?:ContainerCannotRun|StartError|DeadlineExceededStart)$/.test(container)) {
    return "rejected";
  }
  // The kubelet refuses what does not fit: nothing of it has run.
  if (/^(?:OutOf\w+|UnexpectedAdmissionError|NodeAffinity|AdmissionError)$/i.test(pod)) {
    return "rejected";
  }
  return /^(?:Evicted|Preempting|NodeLost|NodeShutdown|Shutdown|Terminated)$/.test(pod)
    ? "node-lost"
    : null;
}

function stateOf(status: JsonObject): JsonObject {
  const statuses = status["containerStatuses"];
  const [first] = Array.isArray(statuses) ? statuses.map(asObject) : [];
  return asObject(first?.["state"]) ?? {};
}

function conditionOf(status: JsonObject, type: string, value = "True"): JsonObject | null {
  const conditions = status["conditions"];
  return (Array.isArray(conditions) ? conditions.map(asObject) : [])
    .find((one) => one?.["type"] === type && one["status"] === value) ?? null;
}

/** `reason: message`, bounded, without control characters. */
function wordsOf(from: JsonObject): string {
  const words = [asText(from["reason"]), asText(from["message"])].filter((word) => word !== "");
  // deno-lint-ignore no-control-regex -- control characters are what is removed here
  return words.join(": ").replace(/[\x00-\x1f\x7f]+/g, " ").slice(0, 600);
}

/** Why a job was ended by the cluster, or null while it goes on. */
export function readFailedJob(items: readonly JsonObject[]): string | null {
  const job = items.find((item) => item["kind"] === "Job");
  const failed = conditionOf(asObject(job?.["status"]) ?? {}, "Failed");
  return failed === null ? null : wordsOf(failed) || "the job has failed";
}
