import { openQuarantine } from "../classify/apply_quarantine.ts";
import { dockerRemove } from "../docker/docker_remove.ts";
import { openJournal } from "../execute/journal.ts";
import { NO_EVENTS, watchEvents } from "../execute/watch_events.ts";
import { reapContainers, reapSpools } from "../execute/reap_orphans.ts";
import { untilAborted } from "../execute/until_aborted.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { LABEL_RUN } from "../model/owner.ts";
import type { Plan } from "../model/plan.ts";
import type { RunEvent } from "../model/run_event.ts";
import { type RunFolder, stagingPlace } from "../write/open_run.ts";
import type { GateSession, GateTables } from "./gate_session.ts";
import type { Deadline } from "./open_deadline.ts";
import type { Interrupts } from "./listen_for_interrupts.ts";
import { noteGroup } from "./note_group.ts";
import { plantNonce } from "./plant_nonce.ts";
import { buildTag } from "./build_tag.ts";
import type { Readiness } from "./ready_images.ts";

/** What a session is opened from. */
export interface SessionParts {
  readonly tables: GateTables;
  readonly redactor: Redactor;
  readonly interrupts: Interrupts;
  readonly deadline: Deadline;
  readonly run: RunFolder;
  readonly ready: Readiness;
  readonly emit: (event: RunEvent) => void;
  readonly onContainer?: () => void;
}

/** Opens what the suites of a run share: events, nonce, and the removal of what dead runs left. */
export async function openSession(
  host: Host,
  plan: Plan,
  parts: SessionParts,
): Promise<GateSession> {
  const { run, ready, emit, redactor, interrupts } = parts;
  const warn = (message: string): void => emit({ type: "warning", message });
  const bin = plan.container?.dockerBin ?? plan.suites[0]?.container?.dockerBin ?? "docker";
  const groups = new Set<number>();
  // An engine of many machines tells of its tasks itself, and reaps by itself.
  const isHere = ready.engine !== null && ready.remote === undefined;
  // At once: each waits for the disk, and none for another.
  const [events, nonce, journal] = await Promise.all([
    isHere ? openEvents(host, bin, { run, redactor, warn, groups }) : NO_EVENTS,
    needsNonce(ready) ? plantNonce(host, plan, run, warn) : null,
    openJournal(host, `${run.path}/journal.jsonl`, { redactor, warn }),
  ]);
  const session: GateSession = {
    host,
    plan,
    tables: parts.tables,
    run,
    redactor,
    events,
    images: ready.images,
    buildTag: buildTag(plan),
    nonce,
    cancel: interrupts.signal,
    deadline: parts.deadline,
    quarantine: openQuarantine(plan.quarantine, host.now().slice(0, "2026-01-01".length)),
    emit,
    warn,
    progress: new Map(),
    groups,
    containers: new Set(),
    ...(parts.onContainer && { onContainer: parts.onContainer }),
    journal,
    removed: new Set(),
    unfenced: new Set(),
    pending: [],
    suitesDone: new AbortController(),
    engineLost: null,
    refused: null,
  };
  session.pending.push(keepHouse(session, isHere ? bin : null));
  interrupts.onSecond(() => endAtOnce(session, bin));
  host.onBug(() => endAtOnce(session, bin));
  return session;
}

/** What other machines have in their image cannot hold a file of ours. */
function needsNonce({ engine, remote }: Readiness): boolean {
  return engine !== null && (remote === undefined || remote.request.workspace === "mount");
}

async function openEvents(
  host: Host,
  dockerBin: string,
  parts: Pick<GateSession, "run" | "redactor" | "warn" | "groups">,
) {
  const { run, redactor, warn, groups } = parts;
  const name = "container_events.jsonl";
  const sink = await host.files.append(`${run.path}/${name}`);
  if (!sink.ok) return NO_EVENTS;
  return watchEvents(host, {
    dockerBin,
    label: `${LABEL_RUN}=${run.runId}`,
    sink: sink.value,
    redactor: redactor.open(name),
    warn,
    onStarted: (pid) => void noteGroup({ host, run, groups }, pid),
  });
}

/** Ends what is ours without waiting; the client that removes the containers outlives us. */
function endAtOnce({ host, groups, containers }: GateSession, dockerBin: string): void {
  for (const group of groups) host.killGroup(group);
  if (containers.size === 0) return;
  host.start({ argv: dockerRemove(dockerBin, [...containers]).argv, cwd: host.machine.cwd });
}

/** How long the removal of what dead runs left waits, so that it never slows a first container's start. */
const HOUSEKEEPING_DELAY_MS = 1_000;

/**
 * Removes what dead runs left; begun a little late, because nothing of this run waits for it. A run that
 * is over sooner asks the engine only where a dead run has left its spool, or an earlier one could not
 * remove all.
 */
async function keepHouse(session: GateSession, dockerBin: string | null): Promise<void> {
  const { host, run } = session;
  await host.sleep(HOUSEKEEPING_DELAY_MS, session.suitesDone.signal);
  const isShort = session.suitesDone.signal.aborted;
  const owing = `${run.outputs}/.spool/${OWING}`;
  const owes = await host.files.stat(owing) !== null;
  const reaped = await reapSpools(host, `${run.outputs}/.spool`, session.plan.root);
  if (dockerBin === null || (isShort && reaped === 0 && !owes)) return;
  const isWhole = await reapInTime(session, dockerBin);
  if (!isWhole) await host.files.writeWhole(owing, "containers of dead runs are left\n");
  else if (owes) await host.files.remove(owing);
}

/** Stands among the spools while containers of dead runs are left that the engine did not remove in time. */
const OWING = "owing";

/** How long a run whose suites are done waits for an engine that cannot remove what dead runs left. */
const REAP_GRACE_MS = 3_000;

async function reapInTime({ host, suitesDone }: GateSession, dockerBin: string): Promise<boolean> {
  const [over, enough] = [new AbortController(), new AbortController()];
  const bound = (async () => {
    await untilAborted(AbortSignal.any([suitesDone.signal, over.signal]));
    await host.sleep(REAP_GRACE_MS, over.signal);
    enough.abort();
  })();
  const reaped = await reapContainers(host, dockerBin, enough.signal);
  over.abort();
  await bound;
  return reaped !== null;
}

/** Waits for what may still go on, stops watching and removes what only the run needed. */
export async function closeSession(session: GateSession): Promise<void> {
  await Promise.all(session.pending);
  await Promise.all([session.events.stop(), session.journal.close()]);
  // Numbers are taken again: what has ended is not ours to end once more.
  session.groups.clear();
  const { host, nonce, plan, run } = session;
  if (nonce !== null) await host.files.remove(`${plan.root}/${nonce.path}`);
  // Moved away in one step: a kill leaves no half of a spool that has lost its owner.
  const leaving = stagingPlace(host, run.outputs, "close");
  await host.files.rename(run.spool, leaving);
  await host.files.remove(leaving);
  await host.files.remove(run.spool);
}
