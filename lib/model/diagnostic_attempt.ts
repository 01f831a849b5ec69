import type { SampleSummary } from "./container_sample.ts";
import type { Finding } from "./finding.ts";
import type { HostTelemetryJson } from "./host_telemetry_json.ts";
import type { PlannedSuite } from "./plan.ts";
import type { AttemptResult, NextStep, RemedyId } from "./remedy.ts";
import type { Execution } from "./run_record.ts";

/** Why an attempt has its settings: what was turned, and which finding led to it. */
export interface AttemptOrigin {
  /** Null for the first attempt, which runs the configuration as it is. */
  readonly remedy: RemedyId | null;
  readonly change: string;
  readonly because: Finding | null;
  readonly disproof: string;
}

/** One attempt of a diagnosis, over and classified. */
export interface DiagnosticAttempt {
  /** 1-based. */
  readonly number: number;
  readonly origin: AttemptOrigin;
  /** The suite as this attempt ran it. */
  readonly suite: PlannedSuite;
  /** Null where no container could be made at all. */
  readonly execution: Execution | null;
  readonly result: AttemptResult;
  /** Who was killed for memory, and every signal that was weighed. */
  readonly oom: { readonly verdict: string; readonly signals: readonly string[] };
  readonly samples: SampleSummary | null;
  readonly startedAt: string;
  readonly durationMs: number;
  /** From the end of the container to the classified attempt, without what the engine took. */
  readonly classifiedMs: number;
  /** Relative to the run's folder. */
  readonly folder: string;
}

/** The word for what a whole diagnosis came to; append-only. */
export const DIAGNOSTIC_OUTCOMES = [
  "healthy",
  "tests-fail",
  "partly",
  "not-mended",
  "no-engine",
  "cancelled",
] as const;

/** A diagnosis that is over. */
export interface DiagnosticRun {
  readonly runId: string;
  readonly version: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  readonly project: string;
  readonly suite: PlannedSuite;
  /** Suites that were not looked at. */
  readonly others: readonly string[];
  readonly invocation: readonly string[];
  readonly attempts: readonly DiagnosticAttempt[];
  /** The one whose settings are worth keeping: the last whole one that ran, else the last part; null for none. */
  readonly kept: DiagnosticAttempt | null;
  readonly end: Extract<NextStep, { readonly kind: "stop" }>;
  readonly outcome: typeof DIAGNOSTIC_OUTCOMES[number];
  readonly exitCode: number;
  readonly telemetry: HostTelemetryJson;
  /** Why there is no engine or image; null where there is. */
  readonly noEngine: Finding | null;
  readonly warnings: readonly string[];
}
