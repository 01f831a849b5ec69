import type { CommandOutput } from "../model/command.ts";
import { readEngineError } from "../docker/read_engine_error.ts";
import type { Host } from "../host/host.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { CgroupCounters, ContainerState, Trailer } from "../model/observation.ts";
import type { Problem } from "../model/problem.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { commandInside } from "./container_request.ts";
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
      },
      problem: told.problem,
      hasEntryScript: request.withEntryScript,
      expectedNonce: execution.nonce,
      workdir: request.settings.workdir,
      memoryLimitBytes: request.settings.memoryBytes,
    },
  };
}

/**
 * What the engine's own words about a container that it did not start mean. A program that the image lacks or this machine cannot run is a failed start; a user, a network or a
 * limit that the engine refuses is the configuration's fault.
 */
export function explainStart(words: string): Problem {
  const said = readEngineError("start", { ...NO_OUTPUT, stderr: words });
  if (said.kind !== "engine" && said.kind !== "engine-refused") return said;
  const { kind, detail, hint } = said;
  const isProgram = /exec format error|exec: |executable file/.test(words);
  if (kind === "engine-refused" && !isProgram) return said;
  return { kind: "engine", reason: "container-start-failed", detail, hint };
}

const NO_OUTPUT: CommandOutput = {
  code: 1,
  signal: null,
  stdout: "",
  stderr: "",
  timedOut: false,
  spawnFailure: null,
  durationMs: 0,
};
