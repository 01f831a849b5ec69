import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";

/** Most bytes that a swarm takes as one config. */
export const CONFIG_BYTES = 500 * 1024;

/** A file of this machine that becomes a config of the swarm. */
export interface ConfigRequest {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Absolute path. */
  readonly file: string;
}

/** Makes a config, which every node that runs a task of ours is handed, and gives its id. */
export function dockerConfigCreate(bin: string, request: ConfigRequest): Command<string> {
  const labels = Object.entries(request.labels).map(([name, value]) => `--label=${name}=${value}`);
  return {
    argv: [bin, "config", "create", ...labels, "--", request.name, request.file],
    timeoutMs: 30_000,
    read: readCreated,
  };
}

/** The id that a call printed after it made something in a swarm, or why it did not. */
export function readCreated(output: CommandOutput): Result<string, Problem> {
  if (hasFailed(output)) return err(readEngineError("swarm", output));
  const id = output.stdout.trim().split("\n").at(-1) ?? "";
  return /^[a-z0-9]{20,64}$/.test(id) ? ok(id) : err(readEngineError("swarm", output));
}
