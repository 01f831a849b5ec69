import { dockerInspect, type InspectedContainer } from "../docker/docker_inspect.ts";
import { readTrailer } from "../docker/entry_script.ts";
import type { FollowedFile, Host } from "../host/host.ts";
import type { ContainerProcesses } from "../model/observation.ts";
import type { Problem } from "../model/problem.ts";
import { err, type Result } from "../model/result.ts";
import type { ContainerExecution } from "./container_execution.ts";

/** How long an engine that vanished in the middle may take to come back: one that restarts needs 11 s. */
const ENGINE_RETURN_MS = 15_000;
/** How long it may say that a container runs that has no process any more: one that lost its runtime needs 15 s. */
const ENGINE_STALE_MS = 20_000;
/** How often the box is looked at for the end, beside the engine's events, which can be lost. */
const LOOK_MS = 250;
const PAUSE_MAX_MS = 5_000;
/** How often the engine is asked all the same: a container may end without an event and a trailer. */
const ASK_ANYWAY_MS = 10_000;

/** Whose end is awaited, and for how long. */
export interface Settling {
  readonly id: string;
  /** Aborted when nobody waits longer for the end, whatever the state is. */
  readonly givenUp: AbortSignal;
  /** Aborted when something else says that it is worth a look: its client ended, or it never started. */
  readonly hint: AbortSignal;
  /** The script's account while it grows; null where no script of ours runs. */
  readonly trailer: FollowedFile | null;
}

type Inspection = Result<InspectedContainer | null, Problem>;

/**
 * Waits until a container is settled (no longer running) and gives its last state, or null when it is
 * gone. Events, the trailer in the box and an attached client only say when to look: what counts is
 * what the engine then says of this very id. An engine that does not answer gets a bounded time to
 * come back, and loses the container after it.
 */
export async function settleContainer(
  host: Host,
  execution: ContainerExecution,
  settling: Settling,
): Promise<Inspection> {
  const { dockerBin } = execution.request.settings;
  const [silence, stale] = [stopwatch(host), stopwatch(host)];
  const group = execution.processes(settling.id);
  let hasSign = await waitForSign(host, execution, settling);
  for (let pauseMs = LOOK_MS;;) {
    const { result } = await host.run(dockerInspect(dockerBin, settling.id));
    if (isSettled(result, settling) || settling.givenUp.aborted) return asLost(result);
    if (silence.ran(!result.ok) >= ENGINE_RETURN_MS) return asLost(result);
    const isStale = result.ok && hasSign &&
      await isDead(execution, settling.id, (await group).kind);
    if (stale.ran(isStale) >= ENGINE_STALE_MS) return STALE;
    if (result.ok && !hasSign) {
      hasSign = await waitForSign(host, execution, settling);
      continue;
    }
    await host.sleep(pauseMs, settling.givenUp);
    // A sign is no news twice: what runs on after it (a restart, a long hash) is asked ever less often.
    pauseMs = result.ok ? Math.min(pauseMs * 2, PAUSE_MAX_MS) : LOOK_MS;
  }
}

/** How long something has been so without a break, in milliseconds; 0 when it is not. */
function stopwatch(host: Host): { ran(isSo: boolean): number } {
  let sinceMs: number | null = null;
  return {
    ran(isSo) {
      sinceMs = isSo ? sinceMs ?? host.monotonicMs() : null;
      return sinceMs === null ? 0 : host.monotonicMs() - sinceMs;
    },
  };
}

/** True when the kernel knows of no process in it, in a group that was to be seen from here before. */
async function isDead(
  { processes }: ContainerExecution,
  id: string,
  before: ContainerProcesses["kind"],
): Promise<boolean> {
  const { kind } = await processes(id);
  return kind === "none" || (kind === "missing" && before !== "missing");
}

/** An engine whose runtime died keeps saying that its containers run; the tests have ended all the same. */
const STALE: Inspection = err({
  kind: "engine",
  reason: "daemon-lost",
  detail: "the tests have ended, and the engine still says that their container runs",
  hint: "Look at the logs of the engine and of containerd",
});

const LIVE: ReadonlySet<string> = new Set(["running", "paused", "restarting", "removing"]);

function isSettled(result: Inspection, { hint }: Settling): boolean {
  if (!result.ok) return false;
  const status = result.value?.state.status ?? "gone";
  // A client that is still at it may be about to start what was only created.
  if (status === "created") return hint.aborted;
  return !LIVE.has(status);
}

/** Until something says that the container may have ended: true for a sign, false when time passed. */
async function waitForSign(
  host: Host,
  execution: ContainerExecution,
  { id, givenUp, hint, trailer }: Settling,
): Promise<boolean> {
  const wake = new AbortController();
  const until = AbortSignal.any([wake.signal, givenUp, hint]);
  const enough = host.sleep(ASK_ANYWAY_MS, until).then(() => false);
  const looked = lookForEnd(host, trailer, until);
  const died = execution.events.waitFor(id, "die", { timeoutMs: ASK_ANYWAY_MS, until });
  const first = await Promise.race(
    [looked, died].map((sign) => sign.then((seen) => seen || enough)),
  );
  wake.abort();
  await looked;
  return first || hint.aborted;
}

/** The script's last account but one is the exit code: from then on the end is a matter of moments. */
async function lookForEnd(
  host: Host,
  trailer: FollowedFile | null,
  until: AbortSignal,
): Promise<boolean> {
  let seenBytes = 0;
  while (!until.aborted) {
    await host.sleep(LOOK_MS, until);
    if (until.aborted || trailer === null) continue;
    const { bytes } = await trailer.size();
    if (bytes === seenBytes) continue;
    seenBytes = bytes;
    if (readTrailer(await readHead(trailer)).exitCode !== null) return true;
  }
  return false;
}

/** Its text as far as one piece holds it: the script itself never writes more. */
async function readHead(trailer: FollowedFile): Promise<string> {
  await trailer.rewind();
  return new TextDecoder().decode(await trailer.read());
}

/** An engine that was there before the run and does not answer now is lost, whatever it says. */
function asLost(result: Inspection): Inspection {
  if (result.ok || result.error.kind !== "engine") return result;
  return { ok: false, error: { ...result.error, reason: "daemon-lost" } };
}
