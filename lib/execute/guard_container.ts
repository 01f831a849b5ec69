import type { Host, RunningProcess } from "../host/host.ts";
import { dockerKill } from "../docker/docker_kill.ts";
import { dockerStop } from "../docker/docker_stop.ts";
import type { ContainerSettings } from "../model/plan.ts";

/** Why we ended a container ourselves. */
export type StopReason = "deadline" | "interrupt";

/** Grace for tests at an interrupt: a person is waiting. */
const INTERRUPT_GRACE_S = 2;
/** How long the attached client may live on after its container was stopped or killed. */
const CLIENT_GRACE_MS = 5_000;

/** What is guarded: a running container and the client attached to it. */
export interface Guarded {
  readonly settings: ContainerSettings;
  readonly id: string;
  readonly client: RunningProcess;
  /** Aborted as soon as the client has ended by itself. */
  readonly over: AbortSignal;
}

/**
 * Ends a container at its deadline or at an interrupt: SIGTERM, grace, SIGKILL, and at last its
 * attached client, so that the wait for it is bounded whatever the engine does. Says why, or null.
 */
export async function guardContainer(
  host: Host,
  guarded: Guarded,
  cancel: AbortSignal,
): Promise<StopReason | null> {
  const reason = await waitForReason(host, guarded, cancel);
  if (reason === null) return null;
  const { settings, id, client, over } = guarded;
  const graceS = reason === "deadline" ? Math.ceil(settings.graceMs / 1000) : INTERRUPT_GRACE_S;
  const stopped = await host.run(dockerStop(settings.dockerBin, id, graceS));
  if (!stopped.result.ok) await host.run(dockerKill(settings.dockerBin, id, "SIGKILL"));
  await host.sleep(CLIENT_GRACE_MS, over);
  if (!over.aborted) client.signalGroup("SIGKILL");
  return reason;
}

async function waitForReason(
  host: Host,
  guarded: Guarded,
  cancel: AbortSignal,
): Promise<StopReason | null> {
  const either = AbortSignal.any([guarded.over, cancel]);
  await host.sleep(guarded.settings.timeoutMs, either);
  if (guarded.over.aborted) return null;
  return cancel.aborted ? "interrupt" : "deadline";
}
