import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";
import { readEngineLines } from "./read_engine_lines.ts";

/** Lists the ids of all tasks of a service, ended ones included; null when there is no such service. */
export function dockerServicePs(bin: string, service: string): Command<readonly string[] | null> {
  return {
    argv: [bin, "service", "ps", "--no-trunc", "--quiet", "--", service],
    timeoutMs: 10_000,
    read: readIds,
  };
}

function readIds(output: CommandOutput): Result<readonly string[] | null, Problem> {
  if (hasFailed(output)) {
    const isGone = readEngineLines(output.stderr).some((line) => /^no such service/i.test(line));
    return isGone ? ok(null) : err(readEngineError("swarm", output));
  }
  return ok(output.stdout.split("\n").filter((line) => /^[a-z0-9]{20,64}$/.test(line)));
}
