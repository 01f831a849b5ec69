import type { ContainerAccount, Execution, ReportSummary } from "./run_record.ts";
import type { ExitMeaning } from "./runner.ts";
import type { Problem } from "./problem.ts";
import type { SpawnFailure } from "./command.ts";
import type { LogFacts, StreamCounters } from "./observation.ts";

/** What an executor saw of one execution of one suite, before anybody judged it. */
export interface ExecutionFacts {
  readonly argv: readonly string[];
  readonly startedAt: string;
  readonly durationMs: number;
  /** Exit code of the process we can see: the container's, or the local one's; null when unknown. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Our own deadline ended it. */
  readonly timedOut: boolean;
  /** Our own interrupt ended it. */
  readonly cancelled: boolean;
  readonly timeoutMs: number;
  readonly stdout: StreamCounters;
  readonly stderr: StreamCounters;
  /** The local command could not be started at all. */
  readonly spawnFailure: SpawnFailure | null;
  readonly container: ContainerFacts | null;
}

/** What is known of the container beyond its exit code. */
export interface ContainerFacts {
  readonly account: ContainerAccount;
  /** The engine failed us at this step, or null; decides about the failsafe. */
  readonly problem: Problem | null;
  /** False for an engine that stops a container for somebody without telling it in its events. */
  readonly tellsStops: boolean;
  /** True when what runs inside could ask the engine for something: its socket, or the host's network. */
  readonly reachesEngine: boolean;
  /** False for an image without a shell: then there is no trailer, and that proves nothing. */
  readonly hasEntryScript: boolean;
  /** What the nonce in the workspace must read as. */
  readonly expectedNonce: string;
  readonly workdir: string;
  /** How its output came to us; null when it never ran. */
  readonly log: LogFacts | null;
  readonly memoryLimitBytes: number | null;
  readonly machineMemoryBytes: number;
}

/** What the judgement of an execution needs beside the facts. */
export interface JudgeContext {
  readonly suite: string;
  /** Program shown in messages, the runner's id. */
  readonly runner: string;
  readonly needsReport: boolean;
  /** True where only some of its tests were to run: all of those may be skipped; absent: false. */
  readonly isPart?: boolean;
  readonly exitCodes: Readonly<Record<number, ExitMeaning>>;
  readonly report: ReportSummary;
}

/** The answer of the judge about one execution. */
export type Judgement = Pick<Execution, "outcome" | "why" | "findings" | "fallback">;
