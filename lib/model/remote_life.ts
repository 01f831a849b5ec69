import type { RemoteEnd } from "./remote_engine.ts";

/** Files that a task sends of each of its suites. */
export const SENT_FILES = ["stdout", "stderr", "report", "progress", "list", "trailer"] as const;
export type SentName = typeof SENT_FILES[number];

/** One file of a suite as it came. */
export interface SentFile {
  /** Absolute path in the spool; null where nothing of it came. */
  readonly path: string | null;
  /** `whole`, or what stood in its place; `open`: its end never came. */
  readonly state: "whole" | "cut" | "absent" | "odd" | "stale" | "open";
  /** As it was there, and as it came. */
  readonly sizeBytes: number;
  readonly cameBytes: number;
}

/** What a task has told of one of its suites. */
export interface SentSuite {
  readonly begun: boolean;
  /** Why it was not begun; null where nothing was said. */
  readonly skipped: string | null;
  readonly done: {
    readonly code: number;
    readonly why: "exited" | "deadline" | "signalled" | "workdir";
    readonly durationMs: number | null;
  } | null;
  readonly files: ReadonlyMap<SentName, SentFile>;
}

/** One container that ran a task, when it is over. */
export interface TaskLife {
  readonly task: number;
  /** As the engine calls it. */
  readonly life: string;
  /** Name of the job. */
  readonly job: string;
  readonly node: string;
  /** ISO 8601, as the engine says; null where it did not. */
  readonly startedAt: string | null;
  /** Null where the engine never told the end. */
  readonly end: RemoteEnd | null;
  readonly exitCode: number | null;
  readonly detail: string;
  /** By their places in the task. */
  readonly suites: ReadonlyMap<number, SentSuite>;
  /** Exit code that the script told as its last word; null where that is missing. */
  readonly toldCode: number | null;
  /** Why what came cannot be believed, one sentence each. */
  readonly faults: readonly string[];
  readonly frames: number;
  readonly doubled: number;
  readonly foreign: number;
  /** Times that its output was asked for again. */
  readonly rereads: number;
  /** The last line that was no frame; "" for none. */
  readonly said: string;
}

/** True for a life of which everything came, unharmed. */
export function isWhole({ toldCode, faults }: Pick<TaskLife, "toldCode" | "faults">): boolean {
  return toldCode !== null && faults.length === 0;
}
