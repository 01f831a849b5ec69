import type { Command } from "../model/command.ts";
import { readEngineSuccess } from "./read_engine_error.ts";

/**
 * Ends what a job's service still runs, on all nodes: removing such a service leaves its containers
 * running (engines of version 20.10 do). A new round of the job ends the old one, and none of its tasks
 * finds a node.
 */
export function dockerServiceHalt(bin: string, service: string): Command<void> {
  return {
    argv: [
      bin,
      "service",
      "update",
      "--detach",
      "--quiet",
      "--force",
      "--no-resolve-image",
      "--constraint-add=node.id==none",
      "--",
      service,
    ],
    timeoutMs: 15_000,
    read: (output) => readEngineSuccess("swarm", output),
  };
}
