/** What to do about one answer, or one part of the gate: the same four parts everywhere. */
export interface GateGuide {
  readonly title: string;
  /** How it is recognised, one sentence each. */
  readonly signature: readonly string[];
  /** Files that tell more, with what to look for in them. */
  readonly artifacts: readonly string[];
  /** Commands to paste. */
  readonly replay: readonly string[];
  /** Steps in order. */
  readonly remediation: readonly string[];
}

/** One guide for each verdict that asks for something, by name and exit codes. */
export interface VerdictGuide extends Omit<GateGuide, "title"> {
  readonly name: string;
  readonly exits: readonly number[];
}
