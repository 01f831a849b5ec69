import type { GateFault, GateHead, ReadFacts } from "./gate.ts";
import type { Promotion } from "./verdict_input.ts";
import type { WaiverEntry } from "./waiver.ts";

/** How a gate came out; `not-judged`: a preflight had stopped before it. */
export const GATE_STATUSES = ["pass", "fail", "waived", "not-judged"] as const;
export type GateStatus = typeof GATE_STATUSES[number];

/** Which way a verdict is made: all gates, up to the first that blocks, or all and everything beside. */
export const VERDICT_MODES = ["full", "preflight", "certify"] as const;
export type VerdictMode = typeof VERDICT_MODES[number];

/** A fault and the waiver that excuses it, such as `waivers[0]`; null for none. */
export interface JudgedFault extends GateFault {
  readonly waivedBy: string | null;
}

/** A gate that was judged, with everything that is told of it. */
export interface JudgedGate {
  readonly head: GateHead;
  readonly status: GateStatus;
  /** False: its failure does not decide now, whatever it says itself (a rollback). */
  readonly decides: boolean;
  readonly detail: string;
  /** The first ones; all count in `faultCount`. */
  readonly faults: readonly JudgedFault[];
  readonly faultCount: number;
  readonly artifacts: readonly string[];
  readonly measures: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  /** What its kind alone tells, such as the blockers of a closeout audit. */
  readonly report?: Readonly<Record<string, unknown>>;
  readonly remediation: readonly string[];
  /** What its kind advises, by the codes of its faults. */
  readonly advice: Readonly<Record<string, string>>;
  readonly reproduce: string;
  /** Waivers that excuse one of its faults. */
  readonly waivers: readonly string[];
  /** Runs that it looked at, as a record or its evidence, as they were given. */
  readonly runs: readonly string[];
  readonly durationMs: number;
}

/** What became of one entry of `waivers[]` or of the quarantine. */
export type WaiverStatus =
  | "used"
  | "unused"
  | "expired"
  | "invalid"
  /** Its gate is none of those declared. */
  | "unknown-gate"
  /** Its gate was not judged this time. */
  | "not-judged"
  /** The record does not tell whether a quarantined test still fails. */
  | "unknown";

/** One entry of `waivers[]` and what it did. */
export interface WaiverAccount {
  readonly index: number;
  /** Null where it has not the shape of a waiver. */
  readonly entry: WaiverEntry | null;
  readonly status: WaiverStatus;
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly daysLeft: number | null;
  /** What it excused: subjects of faults, the first ones. */
  readonly excused: readonly string[];
  readonly excusedCount: number;
}

/** One entry of the quarantine and what the newest record tells of it. */
export interface QuarantineStanding {
  readonly index: number;
  readonly id: string;
  readonly owner: string;
  readonly expires: string;
  readonly status: WaiverStatus;
}

/** A verdict over all gates: the only thing its files and words are made from. */
export interface FullVerdict {
  readonly verdictId: string;
  readonly project: string;
  /** ISO 8601 UTC: the time that everything was judged by. */
  readonly generatedAt: string;
  readonly mode: VerdictMode;
  /** True: only the gates that `--gate` names were judged. */
  readonly isPartial: boolean;
  readonly areDeclared: boolean;
  readonly promotion: Promotion;
  readonly commit: string | null;
  readonly isDirty: boolean | null;
  readonly gates: readonly JudgedGate[];
  readonly verdict: "passed" | "failed";
  readonly exitCode: 0 | 1;
  /** One sentence. */
  readonly why: string;
  readonly notes: readonly string[];
  /** Why this state cannot be certified; none: nothing speaks against it. */
  readonly reasons: readonly string[];
  readonly waivers: readonly WaiverAccount[];
  readonly quarantine: readonly QuarantineStanding[];
  /** Files that were looked at, with their digests. */
  readonly seen: readonly ReadFacts[];
}
