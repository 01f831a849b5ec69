import type { SpawnFailure } from "../model/command.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { ProcessRequest } from "./host.ts";

/** Why a process could not be started: the closed reason, and what the system said. */
export interface SpawnError {
  readonly failure: SpawnFailure;
  readonly detail: string;
}

/**
 * Starts a process as the leader of its own session, without standard input, both streams piped.
 * Never throws for anything the request can hold: a missing program, a missing folder, NUL bytes.
 */
export function spawn(request: ProcessRequest): Result<Deno.ChildProcess, SpawnError> {
  const [program = "", ...args] = request.argv;
  try {
    const command = new Deno.Command(program, {
      args,
      cwd: request.cwd,
      env: { ...request.env },
      clearEnv: request.clearEnv ?? false,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      // A session of its own: the group can be ended as a whole, and Ctrl-C reaches only us.
      detached: true,
    });
    return ok(command.spawn());
  } catch (cause) {
    return err({ failure: classifySpawn(cause, request.cwd), detail: String(cause) });
  }
}

function classifySpawn(cause: unknown, cwd: string): SpawnFailure {
  // A missing program and a missing folder are the same error class, so the folder is looked at.
  if (!isFolder(cwd)) return "bad-cwd";
  if (cause instanceof Deno.errors.NotFound) return "not-found";
  if (cause instanceof Deno.errors.NotADirectory) return "not-found";
  if (cause instanceof Deno.errors.PermissionDenied) return "permission-denied";
  if (cause instanceof Deno.errors.NotCapable) return "permission-denied";
  return readCode(cause) === "E2BIG" ? "arguments-too-long" : "other";
}

function readCode(cause: unknown): unknown {
  return cause instanceof Error && "code" in cause ? cause.code : undefined;
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
