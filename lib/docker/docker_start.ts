import type { Command } from "../model/command.ts";
import { readEngineSuccess } from "./read_engine_error.ts";

/** An overloaded engine may take long to start what it then runs well. */
const START_TIMEOUT_MS = 30_000;

/** Starts a container and returns as soon as it runs. The client alone speaks here, no test. */
export function dockerStart(bin: string, id: string): Command<void> {
  return {
    argv: [bin, "start", "--", id],
    timeoutMs: START_TIMEOUT_MS,
    read: (output) => readEngineSuccess("start", output),
  };
}

/**
 * Command line that starts a container and stays attached to its output until it ends. Its standard
 * error is the container's as well: read the cause of a failed start from `inspect`.
 */
export function dockerStartAttached(bin: string, id: string): readonly string[] {
  return [bin, "start", "--attach", "--", id];
}
