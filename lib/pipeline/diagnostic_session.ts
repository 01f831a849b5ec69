import type { ReadyImage } from "../execute/container_request.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { AttemptOrigin, DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import type { HostTelemetryJson } from "../model/host_telemetry_json.ts";
import type { Problem } from "../model/problem.ts";
import type { AttemptSettings, NextStep } from "../model/remedy.ts";
import type { RunEvent } from "../model/run_event.ts";
import type { RunnerRow } from "../model/runner.ts";
import type { SignatureRow } from "../model/signature.ts";
import type { ToolWords } from "../model/tool_words.ts";
import type { Fallback } from "../model/verdict.ts";
import type { HostProbe } from "../observe/probe_host.ts";
import type { ContainedSuite } from "../plan/apply_remedy.ts";
import type { RunFolder } from "../write/open_run.ts";
import type { GateSession, GateTables } from "./gate_session.ts";
import type { Interrupts } from "./listen_for_interrupts.ts";
import type { Deadline } from "./open_deadline.ts";
import type { Voice } from "./voice.ts";

/** What all attempts of a diagnosis share. */
export interface DiagnosticSession {
  readonly host: Host;
  readonly base: GateSession;
  /** As it is configured. */
  readonly suite: ContainedSuite;
  readonly row: RunnerRow;
  readonly words: ToolWords;
  readonly signatures: readonly SignatureRow[];
  readonly sampleIntervalMs: number;
  readonly telemetry: HostTelemetryJson;
}

/** What a diagnosis is called with beside its subject. */
export interface DiagnosisCall {
  readonly redactor: Redactor;
  readonly interrupts: Interrupts;
  readonly invocation: readonly string[];
  readonly voice: Voice;
  readonly runners: readonly RunnerRow[];
  readonly signatures: () => Promise<readonly SignatureRow[]>;
  readonly runId: string | null;
  readonly attempts: number;
  readonly maxMemoryBytes: number | null;
  readonly maxTimeoutMs: number | null;
  readonly sampleIntervalMs: number;
}

/** What the ladder is climbed with. */
export interface LadderCall extends Omit<DiagnosisCall, "signatures" | "runners"> {
  readonly run: RunFolder;
  readonly emit: (event: RunEvent) => void;
  readonly warn: (message: string) => void;
  readonly signatures: DiagnosticSession["signatures"];
  readonly probe: HostProbe;
  readonly tables: GateTables;
  readonly deadline: Deadline;
  readonly words: ToolWords;
}

/** All attempts that were made, and why there is no further one. */
export interface Ladder {
  readonly attempts: readonly DiagnosticAttempt[];
  readonly end: Extract<NextStep, { readonly kind: "stop" }>;
  /** Why there was no engine or image in the end; null where there was. */
  readonly fallback: Fallback | null;
  /** What the engine called wrong usage before anything ran; null for nothing. */
  readonly refused: Problem | null;
}

/** What an attempt is run from. */
export interface AttemptCall {
  readonly number: number;
  readonly settings: AttemptSettings;
  readonly origin: AttemptOrigin;
  /** The suite with these settings. */
  readonly suite: ContainedSuite;
  readonly image: ReadyImage;
}
