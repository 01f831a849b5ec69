import type { Command } from "../model/command.ts";
import { err, ok } from "../model/result.ts";
import { hasFailed } from "./read_engine_error.ts";
import { readPullError } from "./read_pull_error.ts";

/**
 * Pulls an image and tells its steps line by line, without which silence could not be noticed; the
 * client itself has no limit of time, so the caller gives one.
 */
export function dockerPull(bin: string, reference: string, timeoutMs: number): Command<void> {
  return {
    argv: [bin, "pull", "--", reference],
    timeoutMs,
    read: (output) =>
      hasFailed(output) ? err(readPullError(reference, output).problem) : ok(undefined),
  };
}
