import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";
import { readEngineLines } from "./read_engine_lines.ts";

/** Removes services or configs of a swarm by name or id; those that are gone already are fine. */
export function dockerSwarmRemove(
  bin: string,
  kind: "service" | "config",
  ids: readonly string[],
): Command<void> {
  return { argv: [bin, kind, "rm", "--", ...ids], timeoutMs: 30_000, read: readRemove };
}

/** True when this line says that there is no such thing, which is what a removal wants. */
const GONE = /^No such (?:service|config)|^(?:service|config) \S+ not found$/i;

function readRemove(output: CommandOutput): Result<void, Problem> {
  if (!hasFailed(output)) return ok(undefined);
  const lines = readEngineLines(output.stderr);
  const others = lines.filter((line) => !GONE.test(line));
  const ended = output.spawnFailure === null && !output.timedOut;
  if (ended && lines.length > 0 && others.length === 0) return ok(undefined);
  return err(readEngineError("swarm", { ...output, stderr: others.join("\n") }));
}
