import type { SpawnFailure } from "../../lib/model/command.ts";

/** One piece of output, or a pause of the program before its next piece. */
export type FakeOutput = string | Uint8Array | { readonly afterMs: number };

/** What a scripted program does once started. Without anything: prints nothing and exits with 0. */
export interface FakeAnswer {
  readonly stdout?: string | readonly FakeOutput[];
  readonly stderr?: string | readonly FakeOutput[];
  readonly code?: number;
  /** Set when a signal ended it, such as `SIGKILL`. */
  readonly signal?: string;
  /** Virtual time until it ends, beside the pauses in its output. */
  readonly delayMs?: number;
  /** Never ends by itself. */
  readonly hangs?: boolean;
  /** Only SIGKILL ends it early. */
  readonly ignoresSigterm?: boolean;
  /** A grandchild keeps both streams open after the end, until they are abandoned. */
  readonly holdsStreams?: boolean;
  /** It cannot be started at all. */
  readonly spawnFailure?: SpawnFailure;
  /** What it does to the world just before it ends by itself, such as writing a report. */
  readonly effect?: (call: FakeCall) => void | Promise<void>;
}

/** One recorded call of a program. */
export interface FakeCall {
  readonly via: "run" | "start";
  readonly argv: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Virtual milliseconds at which it was called. */
  readonly atMs: number;
  readonly pid: number;
}
