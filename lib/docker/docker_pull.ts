import type { Command } from "../model/command.ts";
import { readEngineSuccess } from "./read_engine_error.ts";

/** Pulls an image; the client itself has no limit of time, so the caller gives one. */
export function dockerPull(bin: string, reference: string, timeoutMs: number): Command<void> {
  return {
    argv: [bin, "pull", "--quiet", "--", reference],
    timeoutMs,
    read: (output) => readEngineSuccess("pull", output),
  };
}
