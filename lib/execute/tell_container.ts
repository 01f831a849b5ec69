import type { Host } from "../host/host.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { CgroupCounters, ContainerState, LogFacts, Trailer } from "../model/observation.ts";
import type { Problem } from "../model/problem.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { commandInside, type ContainerRequest } from "./container_request.ts";
import type { StopReason } from "./guard_container.ts";

/** What a container run has gathered when it ends, at whichever step. */
export interface Told {
  readonly startedAt: string;
  readonly startMs: number;
  readonly id: string;
  readonly problem: Problem | null;
  readonly stopped?: StopReason | null;
  readonly counters?: CgroupCounters | null;
  readonly state?: ContainerState | null;
  readonly trailer?: Trailer | null;
  /** When the engine first said that it runs; another one at the end is another life. */
  readonly firstStartedAt?: string | null;
  readonly log?: LogFacts | null;
}

/** The facts of a container run, for the judge. */
export function tellContainer(
  host: Host,
  execution: ContainerExecution,
  told: Told,
): ExecutionFacts {
  const { request } = execution;
  const state = told.state ?? null;
  const started = state !== null && state.startedAt !== null;
  return {
    argv: commandInside(request.command),
    startedAt: told.startedAt,
    durationMs: Math.round(host.monotonicMs() - told.startMs),
    exitCode: started && state.status === "exited" ? state.exitCode : null,
    signal: null,
    timedOut: told.stopped === "deadline",
    cancelled: told.stopped === "interrupt" || execution.cancel.aborted,
    timeoutMs: request.settings.timeoutMs,
    stdout: execution.stdout,
    stderr: execution.stderr,
    spawnFailure: null,
    container: {
      account: {
        id: told.id,
        name: request.name,
        imageId: request.image.id,
        state,
        trailer: told.trailer ?? null,
        counters: told.counters ?? null,
        events: execution.events.of(told.id).map((event) => event.action),
        signals: execution.events.of(told.id).flatMap(({ action, signal }) =>
          action === "kill" && signal !== null ? [signal] : []
        ),
        hasBegun: hasBegun(request, told),
        firstStartedAt: told.firstStartedAt ?? null,
        log: null,
      },
      problem: told.problem,
      tellsStops: !SILENT_ENGINES.test(request.settings.dockerBin),
      reachesEngine: reachesEngine(request),
      hasEntryScript: request.withEntryScript,
      expectedNonce: execution.nonce,
      workdir: request.settings.workdir,
      log: told.log ?? null,
      memoryLimitBytes: request.settings.memoryBytes,
      machineMemoryBytes: host.machine.memoryBytes,
    },
  };
}

/** Podman 4 has no event for a stop that ends in time. */
const SILENT_ENGINES = /(^|\/)podman[^/]*$/;

/** Sockets are never mounted but on demand, and the host's network may hold an engine that listens. */
function reachesEngine({ settings }: ContainerRequest): boolean {
  return settings.allowEngineSocket || settings.network === "host" ||
    (settings.network?.startsWith("container:") ?? false);
}

/**
 * What our script has written proves that it ran, also against an engine that died while it started the
 * container and now says that it never did. Without the script only the engine can say that nothing ran;
 * where it says nothing, something may have.
 */
function hasBegun({ withEntryScript }: ContainerRequest, told: Told): boolean {
  const { id, state, trailer, firstStartedAt = null } = told;
  if ((trailer ?? null) !== null) return true;
  if (state || firstStartedAt !== null) return (state?.startedAt ?? firstStartedAt) !== null;
  return !withEntryScript && id !== "";
}
