import cases from "../../../fixtures/docker/captured.json" with { type: "json" };
import type { CommandOutput } from "../../../lib/model/command.ts";

/** Name of a case: the folder of the verb and the case in `fixtures/docker`. */
export type CaseName = keyof typeof cases;

/** Names of all captured cases. */
export const CASE_NAMES = Object.keys(cases) as CaseName[];

/** What a real engine printed in that case, as a finished command. */
export function captured(name: CaseName, changes: Partial<CommandOutput> = {}): CommandOutput {
  const { stdout, stderr, exit } = cases[name];
  const ended = { signal: null, timedOut: false, spawnFailure: null, durationMs: 12 };
  return { code: exit, stdout, stderr, ...ended, ...changes };
}

/** A program that was never started. */
export function neverStarted(
  spawnFailure: NonNullable<CommandOutput["spawnFailure"]>,
): CommandOutput {
  return { ...captured("version/ok"), code: -1, stdout: "", stderr: "", spawnFailure };
}

/** A program that was killed at its deadline after 5 s. */
export function killedAtDeadline(): CommandOutput {
  const killed = { code: 137, signal: "SIGKILL", timedOut: true, durationMs: 5004 };
  return { ...captured("version/ok"), stdout: "", stderr: "", ...killed };
}
