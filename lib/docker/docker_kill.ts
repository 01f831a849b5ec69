import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { readEngineSuccess } from "./read_engine_error.ts";
import { readEngineLines } from "./read_engine_lines.ts";

/** Sends a signal (`TERM`, `KILL`) to a container; one that is gone or does not run is fine. */
export function dockerKill(bin: string, id: string, signal: string): Command<void> {
  return {
    argv: [bin, "kill", `--signal=${signal}`, "--", id],
    timeoutMs: 10_000,
    read: readKill,
  };
}

const NOT_RUNNING = /[Nn]o such container|is not running|can only kill running containers/;

function readKill(output: CommandOutput): Result<void, Problem> {
  const ended = output.spawnFailure === null && !output.timedOut;
  const lines = readEngineLines(output.stderr);
  if (ended && lines.length > 0 && lines.every((line) => NOT_RUNNING.test(line))) {
    return ok(undefined);
  }
  return readEngineSuccess("kill", output);
}
