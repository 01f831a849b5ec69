import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";
import { readEngineLines } from "./read_engine_lines.ts";

/** Ends and removes containers with their anonymous volumes; those that are gone already are fine. */
export function dockerRemove(bin: string, ids: readonly string[]): Command<void> {
  return {
    argv: [bin, "rm", "--force", "--volumes", "--", ...ids],
    timeoutMs: 30_000,
    read: readRemove,
  };
}

/** Another remover at work is as good as gone. */
const GONE =
  /No such container|no such container|no container with|removal of container .* is already in progress/;

function readRemove(output: CommandOutput): Result<void, Problem> {
  if (!hasFailed(output)) return ok(undefined);
  const lines = readEngineLines(output.stderr);
  const others = lines.filter((line) => !GONE.test(line));
  const ended = output.spawnFailure === null && !output.timedOut;
  if (ended && lines.length > 0 && others.length === 0) return ok(undefined);
  return err(readEngineError("remove", { ...output, stderr: others.join("\n") }));
}
