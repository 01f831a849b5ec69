import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { asObject, asText, type JsonObject, readJsonObject } from "../docker/json_object.ts";
import { LABEL_JOB_NAME, LABEL_MANAGED, TASK_CONTAINER } from "./job_manifest.ts";
import { hasKubectlFailed, readKubectlError } from "./read_kubectl_error.ts";

/** Which kubectl, and which cluster and namespace it speaks to; null for its own choice. */
export interface KubectlPlace {
  readonly bin: string;
  readonly context: string | null;
  readonly namespace: string | null;
}

/** What the server of a cluster says of itself. */
export interface ClusterVersion {
  readonly server: string;
  readonly os: string;
  readonly arch: string;
  readonly minor: number | null;
}

const ANSWER_MS = 15_000;
const REQUEST = "--request-timeout=10s";

function argvOf({ bin, context, namespace }: KubectlPlace, words: readonly string[]) {
  const places = [
    ...(context === null ? [] : [`--context=${context}`]),
    ...(namespace === null ? [] : [`--namespace=${namespace}`]),
  ];
  return [bin, ...places, ...words];
}

/** Asks client and server for their versions. */
export function kubectlVersion(place: KubectlPlace): Command<ClusterVersion> {
  return {
    argv: argvOf(place, ["version", "--output=json", REQUEST]),
    timeoutMs: ANSWER_MS,
    read: (output) => {
      const server = asObject(readJsonObject(output.stdout)?.["serverVersion"]);
      if (hasKubectlFailed(output) || server === null) return err(readKubectlError(output));
      const [os = "", arch = ""] = asText(server["platform"]).split("/");
      const minor = /^\d+/.exec(asText(server["minor"]))?.[0];
      return ok({
        ...{ server: asText(server["gitVersion"]), os, arch },
        minor: minor === undefined ? null : Number(minor),
      });
    },
  };
}

/** Makes the objects of a file; not `apply`, which keeps a copy of all of it in an annotation. */
export function kubectlCreate(place: KubectlPlace, file: string): Command<void> {
  return {
    argv: argvOf(place, ["create", `--filename=${file}`, "--output=name", REQUEST]),
    timeoutMs: 60_000,
    read: readDone,
  };
}

/** Lists a job and its pods as the server knows them, or everything of ours without a name. */
export function kubectlList(
  place: KubectlPlace,
  kinds: string,
  job: string | null,
): Command<readonly JsonObject[]> {
  const label = job === null ? `${LABEL_MANAGED}=true` : `${LABEL_JOB_NAME}=${job}`;
  return {
    argv: argvOf(place, ["get", kinds, `--selector=${label}`, "--output=json", REQUEST]),
    timeoutMs: 30_000,
    read: (output) => {
      const items = readJsonObject(output.stdout)?.["items"];
      if (hasKubectlFailed(output)) return err(readKubectlError(output));
      if (!Array.isArray(items)) return err(unreadable());
      return ok(items.map(asObject).filter((item) => item !== null));
    },
  };
}

/** Lists the nodes that take pods; many users may not. */
export function kubectlNodes(place: KubectlPlace): Command<readonly string[]> {
  return {
    argv: argvOf(place, ["get", "nodes", "--output=json", REQUEST]),
    timeoutMs: ANSWER_MS,
    read: (output) => {
      if (hasKubectlFailed(output)) return err(readKubectlError(output));
      const items = readJsonObject(output.stdout)?.["items"];
      const nodes = Array.isArray(items) ? items.map(asObject).filter((one) => one !== null) : [];
      return ok(nodes.filter(takesPods).map((one) => asText(asObject(one["metadata"])?.["name"])));
    },
  };
}

function takesPods(node: JsonObject): boolean {
  if (asObject(node["spec"])?.["unschedulable"] === true) return false;
  const conditions = asObject(node["status"])?.["conditions"];
  return (Array.isArray(conditions) ? conditions.map(asObject) : [])
    .some((one) => one?.["type"] === "Ready" && one["status"] === "True");
}

/** Removes everything of a job, its pods with it; fine when it is gone. */
export function kubectlDelete(place: KubectlPlace, job: string): Command<void> {
  const words = ["delete", "jobs,configmaps", `--selector=${LABEL_JOB_NAME}=${job}`];
  const how = ["--ignore-not-found", "--wait=false", "--cascade=background", REQUEST];
  return { argv: argvOf(place, [...words, ...how]), timeoutMs: 30_000, read: readDone };
}

/** Command line that prints the output of a pod's task, both streams as one. */
export function kubectlLogs(place: KubectlPlace, pod: string, follow: boolean): readonly string[] {
  const how = [`--container=${TASK_CONTAINER}`, ...(follow ? ["--follow"] : [])];
  return argvOf(place, ["logs", ...how, "--", pod]);
}

function readDone(output: CommandOutput): Result<void, Problem> {
  return hasKubectlFailed(output) ? err(readKubectlError(output)) : ok(undefined);
}

function unreadable(): Problem {
  return {
    kind: "engine-refused",
    detail: "kubectl did not answer with a list",
    hint: "Check that --kubectl-bin is kubectl",
  };
}
