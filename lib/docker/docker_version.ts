import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";
import { asObject, asText, type JsonObject, readJsonObject } from "./json_object.ts";

/** Client and engine as `version` tells them; "" where an engine does not say. */
export interface EngineVersion {
  readonly clientVersion: string;
  readonly serverVersion: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly arch: string;
  readonly kernel: string;
}

/** Asks client and engine for their versions: the first call of all, bounded by 5 s unless said. */
export function dockerVersion(bin: string, timeoutMs = 5000): Command<EngineVersion> {
  return {
    argv: [bin, "version", "--format", "{{json .}}"],
    timeoutMs,
    read: (output) => nameClient(bin, output, readVersion(output)),
  };
}

/** A client that cannot be started is named, because it may not be the one that was meant. */
function nameClient(
  bin: string,
  { spawnFailure }: CommandOutput,
  read: Result<EngineVersion, Problem>,
): Result<EngineVersion, Problem> {
  if (read.ok || read.error.kind !== "engine" || spawnFailure === null) return read;
  const why = spawnFailure === "permission-denied" ? "not an executable file" : "not found in PATH";
  return err({ ...read.error, detail: `${JSON.stringify(bin)}: ${why}` });
}

function readVersion(output: CommandOutput): Result<EngineVersion, Problem> {
  const versions = readJsonObject(output.stdout);
  const client = asObject(versions?.["Client"]);
  const context = asText(client?.["Context"]);
  if (hasFailed(output)) return err(explainFailure(output, context));
  if (client === null) return err(notAClient());
  const server = asObject(versions?.["Server"]) ?? localEngine(client);
  if (server === null || asText(server["Version"]) === "") return err(noServer(context));
  return ok({ clientVersion: asText(client["Version"]), ...readServer(server) });
}

/** Podman says `APIVersion` for `ApiVersion` and `OsArch: "linux/amd64"` for `Os` and `Arch`. */
function readServer(server: JsonObject): Omit<EngineVersion, "clientVersion"> {
  return {
    serverVersion: asText(server["Version"]),
    apiVersion: asText(server["ApiVersion"]) || asText(server["APIVersion"]),
    os: asText(server["Os"]),
    arch: asText(server["Arch"]) || (asText(server["OsArch"]).split("/")[1] ?? ""),
    kernel: asText(server["KernelVersion"]),
  };
}

/** Podman on this machine has no server: the client is the engine, and its spelling tells it. */
function localEngine(client: JsonObject): JsonObject | null {
  return "APIVersion" in client ? client : null;
}

function explainFailure(output: CommandOutput, context: string): Problem {
  // A file that is no program at all is tried as a shell script, which ends with 126 or 127.
  if (output.code === 126 || output.code === 127) return notAClient();
  const problem = readEngineError("version", output);
  if (problem.kind !== "engine" || problem.reason !== "daemon-unreachable") return problem;
  return { ...problem, hint: `${problem.hint}${origin(problem.detail, context)}` };
}

function origin(detail: string, context: string): string {
  if (context === "" || detail.includes("context")) return "";
  return context === "default"
    ? " (the endpoint is that of DOCKER_HOST, or the default one)"
    : ` (the endpoint is that of the docker context "${context}")`;
}

function noServer(context: string): Problem {
  return {
    kind: "engine",
    reason: "daemon-unreachable",
    detail: "the client answers, but there is no engine behind it",
    hint: `Start the engine${origin("", context)}`,
  };
}

function notAClient(): Problem {
  return {
    kind: "engine",
    reason: "docker-missing",
    detail: "the program does not answer like a docker client",
    hint: "Install Docker, or name another client with --docker-bin",
  };
}
