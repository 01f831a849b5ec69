import { dockerRemove } from "../docker/docker_remove.ts";
import { NO_EVENTS, watchEvents } from "../execute/watch_events.ts";
import { reapContainers, reapSpools } from "../execute/reap_orphans.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { LABEL_RUN } from "../model/owner.ts";
import type { Plan } from "../model/plan.ts";
import type { RunEvent } from "../model/run_event.ts";
import type { RunFolder } from "../write/open_run.ts";
import type { GateSession, GateTables } from "./gate_session.ts";
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
  readonly run: RunFolder;
  readonly ready: Readiness;
  readonly emit: (event: RunEvent) => void;
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
  const session: GateSession = {
    host,
    plan,
    tables: parts.tables,
    run,
    redactor,
    events: ready.engine ? await openEvents(host, bin, { run, redactor, warn, groups }) : NO_EVENTS,
    images: ready.images,
    buildTag: buildTag(plan),
    nonce: ready.engine ? await plantNonce(host, plan, run, warn) : null,
    cancel: interrupts.signal,
    emit,
    warn,
    progress: new Map(),
    groups,
    containers: new Set(),
    pending: [],
    suitesDone: new AbortController(),
    engineLost: null,
    refused: null,
  };
  session.pending.push(keepHouse(session, ready.engine ? bin : null));
  interrupts.onSecond(() => endAtOnce(session, bin));
  return session;
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

/** Removes what dead runs left; begun a little late, because nothing of this run waits for it. */
async function keepHouse(session: GateSession, dockerBin: string | null): Promise<void> {
  const { host, run } = session;
  await host.sleep(HOUSEKEEPING_DELAY_MS, session.suitesDone.signal);
  const spools = reapSpools(host, `${run.outputs}/.spool`);
  if (dockerBin !== null) await reapContainers(host, dockerBin);
  await spools;
}

/** Waits for what may still go on, stops watching and removes what only the run needed. */
export async function closeSession(session: GateSession): Promise<void> {
  await Promise.all(session.pending);
  await session.events.stop();
  await session.host.files.remove(session.run.spool);
  const { nonce, plan } = session;
  if (nonce !== null) await session.host.files.remove(`${plan.root}/${nonce.path}`);
}
