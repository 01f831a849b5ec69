import { dockerPs, type ListedContainer } from "../docker/docker_ps.ts";
import type { Host } from "../host/host.ts";
import { LABEL_ATTEMPT, LABEL_OWNER, LABEL_RUN, LABEL_SUITE } from "../model/owner.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { ContainerRequest } from "./container_request.ts";

/**
 * The container that a call has made although its answer was lost: found by the labels that only this
 * attempt gives, and by its name. Null when there is none.
 */
export async function findContainer(
  host: Host,
  request: ContainerRequest,
): Promise<Result<ListedContainer | null, Problem>> {
  // Another gate may have been given the same id of a run: its container is not ours.
  const labels = [LABEL_OWNER, LABEL_RUN, LABEL_SUITE, LABEL_ATTEMPT]
    .map((name) => `${name}=${request.labels[name]}`);
  const { result } = await host.run(dockerPs(request.settings.dockerBin, labels));
  if (!result.ok) return result;
  return ok(result.value.find(({ name }) => name === request.name) ?? null);
}
