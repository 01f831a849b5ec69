import { dockerRemove } from "../docker/docker_remove.ts";
import { readTrailer, TRAILER_NAME } from "../docker/entry_script.ts";
import type { Host } from "../host/host.ts";
import { revokeTicket } from "./container_box.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { findContainer } from "./find_container.ts";
import { failureOf } from "./journal.ts";
import { readPlanted } from "./keep_evidence.ts";

/** How long processes that were killed may take to be gone. */
const DEATH_MS = 3_000;
const LOOK_MS = 50;

/** What is fenced off. */
export interface FencedContainer {
  /** "" when no answer ever told it. */
  readonly id: string;
  /** True when its control group was visible from here while it lived. */
  readonly groupSeen: boolean;
  /** True when the engine has told its start. */
  readonly wasStarted: boolean;
}

/**
 * Makes sure that a container that was given up runs nothing any more, so that the failsafe is alone
 * with the project. Its ticket is taken away first: one that comes up from now on refuses to run. One
 * that runs already is removed by the engine or, where that does not answer, its processes are killed.
 * False when tests of it may still be running; then nothing else may touch the project.
 */
export async function fenceContainer(
  host: Host,
  execution: ContainerExecution,
  { id, groupSeen, wasStarted }: FencedContainer,
): Promise<boolean> {
  const { journal, subject, request } = execution;
  const revoked = await journal.act(
    { ...subject, action: "revoke", why: "the container was given up" },
    () => revokeTicket(host, request.box),
    (result) => failureOf({ result }),
  );
  if (await removeByEngine(host, execution, id)) return await killForgotten(host, execution, id);
  if (id !== "" && await killProcesses(host, execution, { id, groupSeen })) return true;
  return revoked.ok && !(await hasBegun(host, execution, wasStarted));
}

async function removeByEngine(
  host: Host,
  execution: ContainerExecution,
  id: string,
): Promise<boolean> {
  const { journal, subject, request } = execution;
  const found = id === "" ? await findContainer(host, request) : null;
  if (found?.ok === false) return false;
  const target = found === null ? id : found.value?.id ?? "";
  if (target === "") return true;
  const removed = await journal.act(
    { ...subject, action: "remove", why: "the container was given up" },
    () => host.run(dockerRemove(request.settings.dockerBin, [target])),
    failureOf,
  );
  return removed.result.ok;
}

/**
 * An engine that died while it started a container takes it, when it is back, for one that never ran: it
 * removes the container and none of its processes.
 */
async function killForgotten(
  host: Host,
  execution: ContainerExecution,
  id: string,
): Promise<boolean> {
  const living = id === "" ? null : await execution.processes(id);
  if (living?.kind !== "some") return true;
  return await killThem(host, execution, { id, why: "the engine has forgotten them" });
}

/** True when its group holds no process, or is gone after it was seen. */
async function killProcesses(
  host: Host,
  execution: ContainerExecution,
  { id, groupSeen }: Pick<FencedContainer, "id" | "groupSeen">,
): Promise<boolean> {
  const living = await execution.processes(id);
  if (living.kind !== "some") {
    return living.kind === "none" || (living.kind === "missing" && groupSeen);
  }
  return await killThem(host, execution, { id, why: "the engine does not answer" });
}

async function killThem(
  host: Host,
  execution: ContainerExecution,
  { id, why }: { readonly id: string; readonly why: string },
): Promise<boolean> {
  return await execution.journal.act(
    { ...execution.subject, action: "kill-processes", why },
    () => killAll(host, execution, id),
    (isGone) => isGone ? null : "processes of the container are still there",
  );
}

async function killAll(host: Host, execution: ContainerExecution, id: string): Promise<boolean> {
  const startMs = host.monotonicMs();
  for (;;) {
    const left = await execution.processes(id);
    // Its group was there a moment ago: one that is missing now was removed with its last process.
    if (left.kind !== "some") return left.kind !== "hidden";
    if (host.monotonicMs() - startMs > DEATH_MS) return false;
    for (const pid of left.ids) host.killGroup(pid);
    await host.sleep(LOOK_MS);
  }
}

/**
 * True when the script inside has begun and not told its end. It reads the ticket just before it writes
 * its first line, hence the moment of patience. The trailer was there before the container: one that is
 * gone or no file any more was taken away by tests.
 */
async function hasBegun(
  host: Host,
  { request }: ContainerExecution,
  wasStarted: boolean,
): Promise<boolean> {
  await host.sleep(LOOK_MS);
  const text = await readPlanted(host, `${request.box}/${TRAILER_NAME}`);
  // Without our script nothing inside respects the ticket, and nothing tells whether it runs.
  if (!request.withEntryScript) return true;
  if (text === "") return wasStarted;
  return text === null || readTrailer(text).exitCode === null;
}
