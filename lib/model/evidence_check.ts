/** One path at which a run's folder and its index of evidence differ. */
export interface EvidenceFault {
  readonly path: string;
  /** `unreadable`: nothing can be said of it; `repeated`: the index lists it more than once. */
  readonly fault: "missing" | "changed" | "extra" | "unreadable" | "repeated";
  /** What is there instead of what, in words; "" where the fault says it all. */
  readonly detail: string;
}

/** What a comparison of a run's folder with its index has found. */
export interface EvidenceCheck {
  readonly runId: string;
  /** Files that the index lists. */
  readonly listed: number;
  /** Sorted by path; empty: every listed file is there as it was, and no other one. */
  readonly faults: readonly EvidenceFault[];
}
