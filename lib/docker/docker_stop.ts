import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { readEngineSuccess } from "./read_engine_error.ts";

/** Asks a container to end, SIGKILL after the grace; one that is gone or ended already is fine. */
export function dockerStop(bin: string, id: string, graceSeconds: number): Command<void> {
  return {
    // The long name of this option differs between versions.
    argv: [bin, "stop", "-t", String(graceSeconds), "--", id],
    timeoutMs: graceSeconds * 1000 + 10_000,
    read: readStop,
  };
}

function readStop(output: CommandOutput): Result<void, Problem> {
  const result = readEngineSuccess("stop", output);
  return isGone(result) ? ok(undefined) : result;
}

function isGone(result: Result<void, Problem>): boolean {
  return !result.ok && result.error.kind === "engine" && result.error.reason === "container-lost";
}
