import type { Host } from "../host/host.ts";
import { dockerCopyText } from "../docker/docker_copy_text.ts";
import { createEnvironment, dockerCreate } from "../docker/docker_create.ts";
import { judgeCreateRequest } from "../docker/judge_create_request.ts";
import { missingMountSource } from "../docker/missing_mount_source.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { makeBox } from "./container_box.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { buildCreateRequest } from "./container_request.ts";
import { keepJson } from "./keep_evidence.ts";

/** Makes the box and the container, which is not started yet; gives its id. */
export async function createContainer(
  host: Host,
  execution: ContainerExecution,
): Promise<Result<string, Problem>> {
  const box = await makeBox(host, execution.request.box);
  if (!box.ok) return box;
  const judged = judgeCreateRequest(buildCreateRequest(execution.request));
  if (!judged.ok) return judged;
  const request = judged.value;
  const kept = keepJson(host, execution, "container_create.json", request);
  const bin = execution.request.settings.dockerBin;
  const { result } = await host.run(dockerCreate(bin, request), {
    env: createEnvironment(request),
    signal: execution.cancel,
  });
  await kept;
  return result.ok ? result : err(await explainMount(host, result.error));
}

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
