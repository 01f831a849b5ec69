import type { Problem } from "./problem.ts";
import type { Result } from "./result.ts";

/** Why a program could not be started at all. */
export type SpawnFailure =
  | "not-found"
  | "permission-denied"
  | "bad-cwd"
  | "arguments-too-long"
  | "other";

/** What a finished (or never started) program left behind. */
export interface CommandOutput {
  /** Exit code; 128 + n when killed by signal n; -1 when it never started. */
  readonly code: number;
  /** Name of the signal that ended it, or null. */
  readonly signal: string | null;
  /** Decoded as UTF-8, replacement characters for invalid bytes, cut at the request's `maxBytes`. */
  readonly stdout: string;
  readonly stderr: string;
  /** True when its deadline passed and its process group was killed. The effect is then unknown. */
  readonly timedOut: boolean;
  /** Set when the program never started. */
  readonly spawnFailure: SpawnFailure | null;
  /** Monotonic duration in milliseconds. */
  readonly durationMs: number;
}

/** One call of an outside program as a value: what to run, how long it may take, how to read it. */
export interface Command<T> {
  readonly argv: readonly string[];
  readonly timeoutMs: number;
  /** Pure: turns what the program printed into a value, or into the problem it reports. */
  readonly read: (output: CommandOutput) => Result<T, Problem>;
}
