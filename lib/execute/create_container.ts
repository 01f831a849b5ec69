import type { Host } from "../host/host.ts";
import { dockerCopyText } from "../docker/docker_copy_text.ts";
import { createEnvironment, dockerCreate } from "../docker/docker_create.ts";
import { judgeCreateRequest } from "../docker/judge_create_request.ts";
import { missingMountSource } from "../docker/missing_mount_source.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { FallbackReason } from "../model/verdict.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { buildCreateRequest } from "./container_request.ts";
import { findContainer } from "./find_container.ts";
import { failureOf } from "./journal.ts";
import { keepJson } from "./keep_evidence.ts";

/** How long an engine that lost our answer may take until it can be asked again. */
const ANSWER_AGAIN_MS = 6_000;
const ASK_AGAIN_MS = 500;

/**
 * Makes the container, which is not started yet, and gives its id. An answer that was lost or came too
 * late says nothing of what was done: the container is then looked for by its labels and adopted.
 */
export async function createContainer(
  host: Host,
  execution: ContainerExecution,
): Promise<Result<string, Problem>> {
  const judged = judgeCreateRequest(buildCreateRequest(execution.request));
  if (!judged.ok) return judged;
  const request = judged.value;
  const kept = keepJson(host, execution, "container_create.json", request);
  const bin = execution.request.settings.dockerBin;
  const { result } = await execution.journal.act(
    { ...execution.subject, action: "create" },
    () =>
      host.run(dockerCreate(bin, request), {
        env: createEnvironment(request),
        signal: execution.cancel,
      }),
    failureOf,
  );
  await kept;
  if (result.ok) return result;
  const adopted = await adopt(host, execution, result.error);
  return adopted === null ? err(await explainMount(host, result.error)) : ok(adopted);
}

/** The id of the container that was made all the same, or null. */
async function adopt(
  host: Host,
  execution: ContainerExecution,
  problem: Problem,
): Promise<string | null> {
  // What the engine refuses it has answered: there is nothing to look for.
  if (problem.kind !== "engine" || !UNANSWERED.has(problem.reason)) return null;
  const startMs = host.monotonicMs();
  for (;;) {
    const found = await findContainer(host, execution.request);
    if (found.ok) return found.value?.id ?? null;
    if (host.monotonicMs() - startMs >= ANSWER_AGAIN_MS || execution.cancel.aborted) return null;
    await host.sleep(ASK_AGAIN_MS, execution.cancel);
  }
}

/** Reasons that speak of the conversation with the engine, not of the container. */
const UNANSWERED: ReadonlySet<FallbackReason> = new Set([
  "daemon-unreachable",
  "daemon-too-slow",
  "daemon-lost",
  "container-create-failed",
]);

/** A folder that is here and that the engine cannot find: the engine sees another file system. */
async function explainMount(host: Host, problem: Problem): Promise<Problem> {
  const source = missingMountSource(problem);
  if (source === null || (await host.files.stat(source)) === null) return problem;
  return {
    kind: "engine",
    reason: "mount-unusable",
    detail: `the engine does not see ${source}, which is here`,
    hint: MOUNT_HINT,
  };
}

const MOUNT_HINT = "Use an engine that sees this file system (not a remote or nested one)";

/** Without a shell inside, the engine itself is asked for the nonce, through the container's mounts. */
export async function proveWithoutShell(
  host: Host,
  execution: ContainerExecution,
  id: string,
): Promise<Result<void, Problem>> {
  const { request, nonce } = execution;
  if (request.withEntryScript) return ok(undefined);
  const { result } = await host.run(
    dockerCopyText(request.settings.dockerBin, id, request.nonceFile),
  );
  if (!result.ok) return result;
  if (result.value?.trim() === nonce) return ok(undefined);
  return err({
    kind: "engine",
    reason: "mount-unusable",
    detail: `the project is not visible at ${request.settings.workdir} inside the container`,
    hint: MOUNT_HINT,
  });
}
