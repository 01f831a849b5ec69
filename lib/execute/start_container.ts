import { dockerInspect, type InspectedContainer } from "../docker/docker_inspect.ts";
import { dockerStart } from "../docker/docker_start.ts";
import { readEngineError } from "../docker/read_engine_error.ts";
import type { Host } from "../host/host.ts";
import type { CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { ContainerExecution } from "./container_execution.ts";
import { failureOf } from "./journal.ts";

/** How long an engine that lost the answer may take until it can be asked what became of the start. */
const ANSWER_AGAIN_MS = 6_000;
const ASK_AGAIN_MS = 500;

/** A container that did not start: why, and what the engine says of it; null when it says nothing. */
export interface FailedStart {
  readonly problem: Problem;
  readonly seen: InspectedContainer | null;
}

/**
 * Starts a container. A call that failed or timed out says nothing of what was done: the engine is
 * asked for the state, and one that was started all the same is one that runs.
 */
export async function startContainer(
  host: Host,
  execution: ContainerExecution,
  id: string,
): Promise<Result<void, FailedStart>> {
  const { dockerBin } = execution.request.settings;
  const { result, output } = await execution.journal.act(
    { ...execution.subject, action: "start" },
    () => host.run(dockerStart(dockerBin, id), { signal: execution.cancel }),
    failureOf,
  );
  if (result.ok) return result;
  const startMs = host.monotonicMs();
  for (;;) {
    const { result: seen } = await host.run(dockerInspect(dockerBin, id));
    if (seen.ok) return tellStart(seen.value, output, result.error);
    const waitedMs = host.monotonicMs() - startMs;
    if (waitedMs >= ANSWER_AGAIN_MS || execution.cancel.aborted) {
      return err({ problem: asLost(seen.error), seen: null });
    }
    await host.sleep(ASK_AGAIN_MS, execution.cancel);
  }
}

function tellStart(
  seen: InspectedContainer | null,
  output: CommandOutput,
  problem: Problem,
): Result<void, FailedStart> {
  if (seen?.state.startedAt) return ok(undefined);
  // Podman records no reason; there its client is the only one who says it.
  const words = seen?.state.error || (output.timedOut ? "" : output.stderr);
  return err({ seen, problem: words === "" ? problem : explainStart(words) });
}

/** True when the engine says that it has the container and never started it. */
export async function isUnstarted(
  host: Host,
  { request }: ContainerExecution,
  id: string,
): Promise<boolean> {
  const { result } = await host.run(dockerInspect(request.settings.dockerBin, id));
  return result.ok && result.value !== null && result.value.state.startedAt === null;
}

/**
 * What the engine's own words about a container that it did not start mean. A program that the image
 * lacks or this machine cannot run is a failed start; a user, a network or a limit that the engine
 * refuses is the configuration's fault.
 */
export function explainStart(words: string): Problem {
  const said = readEngineError("start", { ...NO_OUTPUT, stderr: words });
  if (said.kind !== "engine" && said.kind !== "engine-refused") return said;
  const { kind, detail, hint } = said;
  const isProgram = /exec format error|exec: |executable file/.test(words);
  if (kind === "engine-refused" && !isProgram) return said;
  const reason = kind === "engine" && said.reason === "daemon-lost"
    ? said.reason
    : "container-start-failed";
  return { kind: "engine", reason, detail, hint };
}

/** The engine made the container: one that does not answer now was lost. */
function asLost(problem: Problem): Problem {
  return problem.kind === "engine" ? { ...problem, reason: "daemon-lost" } : problem;
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
