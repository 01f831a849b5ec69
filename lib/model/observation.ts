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
  /** True when a signal reached the script that tells programs to end, whoever sent it. */
  readonly signalled: boolean;
  /** True when the streams went to files in the box; else they went to the engine. */
  readonly spooled: boolean;
  /** Seconds since the boot of the machine at which the tests ended. */
  readonly endedUptimeS: number | null;
  /** What each stream held at the end, as measured inside; null where that was not possible. */
  readonly stdout: StreamSeal | null;
  readonly stderr: StreamSeal | null;
}

/** Size of a stream and its hash, as the container saw them at the end. */
export interface StreamSeal {
  readonly bytes: number;
  /** Lower-case hexadecimal; null for an empty or a very long stream, and without `sha256sum`. */
  readonly sha256: string | null;
}

/** Through which channel the output of a container came. */
export type LogChannel = "spool" | "attached" | "engine-log";

/** What is known of a log's completeness; loss without a mark would be a lie. */
export interface LogIntegrity {
  readonly status: "complete" | "truncated" | "unknown";
  /** The channel whose bytes are in our logs. */
  readonly channel: LogChannel;
  /** Bytes of both streams by each channel that was counted. */
  readonly bytes: Readonly<Partial<Record<LogChannel | "inside", number>>>;
  /** One sentence each: what is missing or disagrees; empty when complete. */
  readonly problems: readonly string[];
}

/** What was read of one stream, whatever the channel. */
export interface ReadStream {
  readonly bytes: number;
  readonly lines: number;
  readonly sha256: string | null;
  readonly losses: readonly string[];
}

/** Everything that is known of how the output of a container came to us. */
export interface LogFacts {
  readonly channel: LogIntegrity["channel"];
  readonly stdout: ReadStream;
  readonly stderr: ReadStream;
  readonly trailer: Trailer | null;
  /** Both streams as the engine kept them, counted after the end; null when it was not asked. */
  readonly engineLog: { readonly bytes: number; readonly lines: number } | null;
  /** False when the container may have written after we stopped reading. */
  readonly endSeen: boolean;
  /** What could not be done to make sure, one sentence each. */
  readonly doubts: readonly string[];
}

/** What the kernel says of the processes of a container; see `listProcesses`. */
export type ContainerProcesses =
  | { readonly kind: "some"; readonly ids: readonly number[] }
  | { readonly kind: "none" | "missing" | "hidden" };

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
