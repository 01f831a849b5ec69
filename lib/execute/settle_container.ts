import type { Host } from "../host/host.ts";
import { dockerInspect, type InspectedContainer } from "../docker/docker_inspect.ts";
import type { ContainerSettings } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";

/** How long an engine that vanished in the middle may take to come back. */
const ENGINE_RETURN_MS = 6_000;
const POLL_MS = 300;

/**
 * The state of a container once it is settled (no longer running), or null when it is gone. An
 * attached client that ended says nothing: its connection may have been cut while the container
 * runs on, so a running container is waited for within its own timeout, and an engine that does not
 * answer gets a bounded time to come back.
 */
export async function settleContainer(
  host: Host,
  settings: ContainerSettings,
  id: string,
  cancel: AbortSignal,
): Promise<Result<InspectedContainer | null, Problem>> {
  const startMs = host.monotonicMs();
  for (;;) {
    const { result } = await host.run(dockerInspect(settings.dockerBin, id));
    const elapsedMs = host.monotonicMs() - startMs;
    const patienceMs = patience(result, settings);
    if (patienceMs === 0 || elapsedMs >= patienceMs || cancel.aborted) return asLost(result);
    await host.sleep(POLL_MS, cancel);
  }
}

function patience(
  result: Result<InspectedContainer | null, Problem>,
  settings: ContainerSettings,
): number {
  if (!result.ok) return ENGINE_RETURN_MS;
  const status = result.value?.state.status;
  const isLive = status === "running" || status === "paused" || status === "restarting";
  return isLive ? settings.timeoutMs + settings.graceMs : 0;
}

/** An engine that was there before the run and does not answer now is lost, whatever it says. */
function asLost(
  result: Result<InspectedContainer | null, Problem>,
): Result<InspectedContainer | null, Problem> {
  if (result.ok || result.error.kind !== "engine") return result;
  return { ok: false, error: { ...result.error, reason: "daemon-lost" } };
}
