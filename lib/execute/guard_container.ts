import { dockerKill } from "../docker/docker_kill.ts";
import { dockerStop } from "../docker/docker_stop.ts";
import type { Host } from "../host/host.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { failureOf } from "./journal.ts";
import { isUnstarted } from "./start_container.ts";

/** Why we ended a container ourselves. */
export type StopReason = "deadline" | "interrupt";

/** Grace for tests at an interrupt: a person is waiting. */
const INTERRUPT_GRACE_S = 2;
/** How long the end may take to be seen after the engine was told to stop the container. */
const LAST_WAIT_MS = 5_000;

/** What is guarded: a running container. */
export interface Guarded {
  readonly id: string;
  /** Aborted as soon as its end was seen. */
  readonly over: AbortSignal;
  /** Called when the engine did what it could and the end was still not seen: nobody waits longer. */
  readonly giveUp: () => void;
}

/**
 * Ends a container at its deadline or at an interrupt: SIGTERM, grace, SIGKILL, and at last gives up
 * waiting, so that the wait is bounded whatever the engine does. Says why it was ended, or null.
 */
export async function guardContainer(
  host: Host,
  execution: ContainerExecution,
  { id, over, giveUp }: Guarded,
): Promise<StopReason | null> {
  const reason = await waitForReason(host, execution, over);
  if (reason === null) return null;
  const { settings, withEntryScript } = execution.request;
  // An attached client starts what it is attached to, maybe only after this: there is nothing to stop.
  if (!withEntryScript && await isUnstarted(host, execution, id)) {
    giveUp();
    return reason;
  }
  if (reason === "deadline") await execution.beforeStop?.(id, over);
  const graceS = reason === "deadline" ? Math.ceil(settings.graceMs / 1000) : INTERRUPT_GRACE_S;
  const subject = { ...execution.subject, why: reason };
  const stopped = await execution.journal.act(
    { ...subject, action: "stop" },
    () => host.run(dockerStop(settings.dockerBin, id, graceS)),
    failureOf,
  );
  if (!stopped.result.ok) {
    await execution.journal.act(
      { ...subject, action: "kill" },
      () => host.run(dockerKill(settings.dockerBin, id, "SIGKILL")),
      failureOf,
    );
  }
  await host.sleep(LAST_WAIT_MS, over);
  if (!over.aborted) giveUp();
  return reason;
}

async function waitForReason(
  host: Host,
  { request, cancel }: ContainerExecution,
  over: AbortSignal,
): Promise<StopReason | null> {
  await host.sleep(request.settings.timeoutMs, AbortSignal.any([over, cancel]));
  if (over.aborted) return null;
  return cancel.aborted ? "interrupt" : "deadline";
}
