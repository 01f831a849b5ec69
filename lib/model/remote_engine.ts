import type { Problem } from "./problem.ts";
import type { Result } from "./result.ts";

/** Engines a run can use; `docker` is the local one, `local` has no container. */
export const ENGINES = ["local", "docker", "swarm", "kubernetes"] as const;
export type EngineName = typeof ENGINES[number];

/**
 * A job of many tasks for an engine that somebody operates. A task is one container from one image that
 * runs one script with one number; what it must do for its number stands in the payload. The engine
 * knows nothing of suites and tests.
 */
export interface RemoteJob {
  /** Unique and short; lower-case letters, digits and dashes: names of what is made derive from it. */
  readonly name: string;
  /** By digest where there is one. */
  readonly image: string;
  /** POSIX sh, run as `/bin/sh <script>`; it finds its number in `QA_TASK`. */
  readonly script: string;
  /** Texts that every task can read, by file name, in a folder named by `QA_PAYLOAD`; any size. */
  readonly payload: Readonly<Record<string, string>>;
  /** Numbers of the tasks, in the order in which they are to begin. */
  readonly tasks: readonly number[];
  /** How many run at once. */
  readonly parallelism: number;
  /** For one task from its start to its end, milliseconds. */
  readonly deadlineMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly memoryBytes: number | null;
  readonly cpus: number | null;
  readonly pidsLimit: number | null;
  readonly user: string | null;
  /** Name of an engine's network; null for its default, `none` for none. */
  readonly network: string | null;
  readonly env: Readonly<Record<string, string>>;
  /** Folders of the node that are seen inside; the same path on every node. */
  readonly mounts: readonly {
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
  }[];
  /** Where tasks may run: constraints of a swarm, `key=value` node selectors of Kubernetes. */
  readonly placement: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Why a task is over. */
export type RemoteEnd =
  /** The script ended by itself; `exitCode` is its own. */
  | "exited"
  /** Killed for memory. */
  | "oom"
  /** Ended at its deadline. */
  | "deadline"
  /** Its node went away, or was drained; what ran there may still be running. */
  | "node-lost"
  /** It was never started: no such image, no node that fits, a mount that is not there. */
  | "rejected"
  /** Somebody or something else ended it. */
  | "killed";

/** What an engine tells of a job while it goes on. `life` tells apart the containers that ran one number. */
export type RemoteEvent =
  | {
    readonly type: "started";
    readonly task: number;
    readonly life: string;
    readonly node: string;
    /** ISO 8601, as the engine says. */
    readonly at: string;
  }
  /** Standard output of a task, in order within a life as far as the engine keeps it; may be lost or told twice. */
  | {
    readonly type: "output";
    readonly task: number;
    readonly life: string;
    readonly bytes: Uint8Array;
  }
  | {
    readonly type: "ended";
    readonly task: number;
    readonly life: string;
    readonly end: RemoteEnd;
    readonly exitCode: number | null;
    /** What the engine says, in its words; "" for nothing. */
    readonly detail: string;
  }
  /** What does not concern one task: no node has room, the manager does not answer. */
  | { readonly type: "notice"; readonly message: string };

/** What an engine is opened with; each takes what is its own. */
export interface RemoteOptions {
  /** Client of the swarm's manager. */
  readonly dockerBin: string;
  /** Client of Kubernetes, its context and namespace; null for its own defaults. */
  readonly kubectlBin: string;
  readonly kubeContext: string | null;
  readonly namespace: string | null;
}

/** An engine that runs jobs of many tasks; another engine is another folder that makes one of these. */
export interface RemoteEngine {
  readonly name: EngineName;
  /** What can be known before anything is made: is it there, may we use it, which image; bounded. */
  readonly prepare: (image: string) => Promise<Result<RemoteReadiness, Problem>>;
  /**
   * Makes the job and tells what happens until every task is over or the signal is aborted; then
   * everything that was made is removed, in every ending. Never throws for what engines do; a job that
   * cannot be made ends each of its tasks as `rejected`.
   */
  readonly run: (job: RemoteJob, signal: AbortSignal) => AsyncIterable<RemoteEvent>;
  /** The output of one life once more from its beginning, where the engine still has it; for lost frames. */
  readonly reread: (job: RemoteJob, task: number, life: string) => AsyncIterable<Uint8Array>;
  /** Removes what dead runs of ours have left; how many things those were. */
  readonly reap: () => Promise<number>;
}

/** What is known of an engine before a job. */
export interface RemoteReadiness {
  /** Image by digest where the engine knows one. */
  readonly image: string;
  /** Names of the nodes that can take tasks. */
  readonly nodes: readonly string[];
  readonly version: string;
  readonly platform: { readonly os: string; readonly arch: string };
  /** What a user should know and that stops nothing. */
  readonly warnings: readonly string[];
}
