/** How one driver went through one case. */
export interface DriverAnswer {
  readonly driver: string;
  readonly exit: number;
  /** The driver's own word; for one that has none, what a CI makes of its exit code. */
  readonly verdict: string;
  readonly reason: string | null;
  /** Classes of root cause that it found. */
  readonly classes: readonly string[];
  /** What it has kept of the suite's standard output in the container; null for nothing. */
  readonly stdout: Uint8Array | null;
  /** It says itself that output may be missing. */
  readonly marksLoss: boolean;
  /** What must not be and is no answer: artifacts missing, a fault that could not be laid. */
  readonly problem: string | null;
  readonly durationMs: number;
  /** How long container and failsafe ran at once. */
  readonly overlapMs: number;
  /** Containers left behind, after the next run where there is one; null when nobody can tell. */
  readonly orphans: number | null;
  /** What it printed. */
  readonly said: string;
}
