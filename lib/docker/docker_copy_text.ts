import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";
import { readTarText } from "./read_tar_text.ts";

const NOT_FOUND =
  /Could not find the file|No such container:path|could not be found (?:in|on) container|no such file or directory/;

/** Copies one small text file out of a container; null when there is no such regular file. */
export function dockerCopyText(bin: string, id: string, path: string): Command<string | null> {
  return {
    argv: [bin, "cp", "--", `${id}:${path}`, "-"],
    timeoutMs: 10_000,
    read: readCopy,
  };
}

function readCopy(output: CommandOutput): Result<string | null, Problem> {
  if (!hasFailed(output)) return ok(readTarText(output.stdout));
  const ended = output.spawnFailure === null && !output.timedOut;
  if (ended && NOT_FOUND.test(output.stderr)) return ok(null);
  return err(readEngineError("copy", output));
}
