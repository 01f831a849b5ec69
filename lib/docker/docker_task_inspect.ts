import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { asInteger, asObject, asText, type JsonObject, readJsonObject } from "./json_object.ts";
import { readEngineError } from "./read_engine_error.ts";
import { readEngineLines } from "./read_engine_lines.ts";

/** A task of a service: one container, made or to be made. */
export interface SwarmTask {
  readonly id: string;
  readonly slot: number;
  /** "" while no node was found. */
  readonly nodeId: string;
  /** `pending`, `preparing`, `running`, `complete`, `failed`, `rejected`, … */
  readonly state: string;
  /** `ready` for one that waits for its turn after a failure, `complete` or `running`, `remove`, … */
  readonly desired: string;
  /** ISO 8601, of the state. */
  readonly at: string;
  /** What the engine says of a failure; "" for nothing. */
  readonly error: string;
  /** "" while there is none. */
  readonly containerId: string;
  /** Of a container that has ended, else null. */
  readonly exitCode: number | null;
}

/** Asks for facts of tasks; those that are gone meanwhile are left out. */
export function dockerTaskInspect(
  bin: string,
  ids: readonly string[],
): Command<readonly SwarmTask[]> {
  return {
    argv: [bin, "inspect", "--type=task", "--format={{json .}}", "--", ...ids],
    timeoutMs: 15_000,
    read: readTasks,
  };
}

/** A task that was removed between two calls. */
const GONE = /^task \S+ not found$|^No such task/i;

function readTasks(output: CommandOutput): Result<readonly SwarmTask[], Problem> {
  const lines = output.stdout.split("\n").map(readJsonObject).filter((line) => line !== null);
  const others = readEngineLines(output.stderr).filter((line) => !GONE.test(line));
  const failed = output.spawnFailure !== null || output.timedOut ||
    (output.code !== 0 && (others.length > 0 || output.stderr.trim() === ""));
  if (failed) return err(readEngineError("swarm", { ...output, stderr: others.join("\n") }));
  return ok(lines.map(readTask));
}

/** An ended state that carries the exit code of its container. */
const ENDED: ReadonlySet<string> = new Set(["complete", "failed", "shutdown", "orphaned"]);

function readTask(task: JsonObject): SwarmTask {
  const status = asObject(task["Status"]) ?? {};
  const container = asObject(status["ContainerStatus"]);
  const state = asText(status["State"]);
  return {
    id: asText(task["ID"]),
    // Zero is left out by the engine.
    slot: asInteger(task["Slot"]) ?? 0,
    nodeId: asText(task["NodeID"]),
    state,
    desired: asText(task["DesiredState"]),
    at: asText(status["Timestamp"]),
    error: asText(status["Err"]),
    containerId: asText(container?.["ContainerID"]),
    exitCode: ENDED.has(state) ? asInteger(container?.["ExitCode"]) : null,
  };
}
