/** Counters of one output stream, kept while it is copied; no line is ever held. */
export interface StreamCounters {
  readonly bytes: number;
  readonly lines: number;
  /** Milliseconds since the suite's start, or null when nothing was written. */
  readonly firstOutputMs: number | null;
  readonly lastOutputMs: number | null;
}

/** The state of a container as `docker inspect` tells it, in our words. */
export interface ContainerState {
  readonly id: string;
  readonly status: "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
  readonly exitCode: number;
  /** ISO 8601, or null when it never started. */
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly oomKilled: boolean;
  /** What the runtime said when it could not start the container; "" otherwise. */
  readonly error: string;
  readonly pid: number;
}

/** One lifecycle event of a container of ours. */
export interface ContainerEvent {
  readonly containerId: string;
  /** `create`, `start`, `oom`, `kill`, `die`, `stop`, `destroy`, … as the engine names them. */
  readonly action: string;
  /** Nanoseconds since the epoch by the engine's clock, as a decimal string. */
  readonly timeNano: string;
  /** Signal number of a `kill`, exit code of a `die`; null otherwise. */
  readonly signal: number | null;
  readonly exitCode: number | null;
}

/**
 * What our entry script wrote inside the container, around the test command: the third witness.
 * Null fields are what the container's kernel interface did not offer.
 */
export interface Trailer {
  /** The nonce as read through the workspace mount; "" when it could not be read. */
  readonly nonce: string;
  /** Exit code of the test command, or null when the script did not live to see it. */
  readonly exitCode: number | null;
  readonly oomKills: number | null;
  readonly pidsLimitHits: number | null;
  readonly memoryPeakBytes: number | null;
}

/** Counters of the container's control group, read from the host while it lived (last sample). */
export interface CgroupCounters {
  readonly memoryPeakBytes: number | null;
  readonly memoryLimitBytes: number | null;
  readonly oomKills: number | null;
  readonly pidsPeak: number | null;
  readonly pidsLimitHits: number | null;
  readonly cpuUsageMs: number | null;
  readonly cpuThrottledMs: number | null;
}
