import type { Command, CommandOutput } from "../model/command.ts";
import type { ContainerState } from "../model/observation.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";
import { asInteger, asObject, asText, type JsonObject, readJsonObject } from "./json_object.ts";

/** A container as the engine describes it. */
export interface InspectedContainer {
  readonly state: ContainerState;
  /** The whole description, one JSON object, as printed; it holds values of variables. */
  readonly raw: string;
}

/** Words of engines for a state, and ours; podman has more of them than docker. */
const STATUSES: Readonly<Record<string, ContainerState["status"]>> = {
  created: "created",
  configured: "created",
  initialized: "created",
  running: "running",
  stopping: "running",
  paused: "paused",
  restarting: "restarting",
  removing: "removing",
  exited: "exited",
  stopped: "exited",
  dead: "dead",
  unknown: "dead",
};

/** Asks for the state of a container; null when there is none of that id. */
export function dockerInspect(bin: string, id: string): Command<InspectedContainer | null> {
  return {
    argv: [bin, "inspect", "--type", "container", "--format", "{{json .}}", "--", id],
    timeoutMs: 10_000,
    read: readContainer,
  };
}

function readContainer(output: CommandOutput): Result<InspectedContainer | null, Problem> {
  if (hasFailed(output)) {
    const problem = readEngineError("inspect", output);
    return problem.kind === "engine" && problem.reason === "container-lost"
      ? ok(null)
      : err(problem);
  }
  const container = readJsonObject(output.stdout);
  const state = readState(container);
  const raw = output.stdout.trim();
  if (state === null) return err(unreadable());
  return ok({ state, raw: raw.startsWith("{") ? raw : JSON.stringify(container) });
}

function readState(container: JsonObject | null): ContainerState | null {
  const id = asText(container?.["Id"]);
  const state = asObject(container?.["State"]) ?? {};
  const status = STATUSES[asText(state["Status"])];
  const exitCode = asInteger(state["ExitCode"]);
  if (id === "" || status === undefined || exitCode === null) return null;
  return {
    id,
    status,
    exitCode,
    startedAt: readTime(asText(state["StartedAt"])),
    finishedAt: readTime(asText(state["FinishedAt"])),
    oomKilled: state["OOMKilled"] === true,
    error: asText(state["Error"]),
    pid: asInteger(state["Pid"]) ?? 0,
  };
}

/** Engines say year 1 where they mean never. */
function readTime(text: string): string | null {
  return text === "" || text.startsWith("0001-") ? null : text;
}

function unreadable(): Problem {
  return {
    kind: "engine",
    reason: "daemon-lost",
    detail: "the state of the container cannot be read",
    hint: "Look at the engine's own log",
  };
}
