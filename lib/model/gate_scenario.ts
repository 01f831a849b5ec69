import type { EvidenceCheck } from "./evidence_check.ts";
import type { GateContext, Unread } from "./gate.ts";
import type { RecordedRun } from "./recorded_run.ts";

/** What a program of a scenario answers; what is not told is a quiet success. */
export interface ScenarioProgram {
  readonly exitCode?: number | null;
  readonly timedOut?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly path?: string | null;
}

/** Everything that a judge can see in a scenario; what is not here is `not-found`. */
export interface GateWorld {
  /** Files by path: a text, or a value that is written as JSON. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** When each file was written, ISO 8601; five minutes before `now` where it is not told. */
  readonly modified?: Readonly<Record<string, string>>;
  /** Runs by how they are given; a text says why there is none that can be used. */
  readonly records?: Readonly<Record<string, RecordedRun | string>>;
  readonly evidence?: Readonly<Record<string, { check: EvidenceCheck; folder: string } | string>>;
  /** Answers of programs, by their arguments with a space between. */
  readonly programs?: Readonly<Record<string, ScenarioProgram | Unread>>;
  readonly context?: Partial<GateContext>;
  /** True: a listing of files is cut, as one of too many is. */
  readonly isCut?: boolean;
}

/** A small world for the judge of one kind of gate, and what it must find there. */
export interface GateScenario extends GateWorld {
  readonly kind: string;
  /** Unique among the scenarios of its kind. */
  readonly name: string;
  /** One sentence: what is the matter in this world. */
  readonly about: string;
  /** Settings of the gate, as its entry in `qa.jsonc` says them beside the head. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Every fault that must be found, as `code subject`, sorted; none: it must pass. */
  readonly expects: readonly string[];
}

/** The day of every scenario that says no other. */
export const SCENARIO_NOW = "2026-11-20T12:00:00.000Z";
/** The commit that is checked out in every scenario that says no other. */
export const SCENARIO_COMMIT = "d".repeat(40);
