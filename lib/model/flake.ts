import type { FLAKE_CLASSES, QuarantineEntry } from "./quarantine.ts";

/** A test of a run that is unsteady, by its tries or by its past: of which kind, and what shows it. */
export interface FlakeAccount {
  readonly id: string;
  readonly suite: string;
  readonly class: typeof FLAKE_CLASSES[number];
  /** 0 to 1; below a half it is a guess to begin with. */
  readonly confidence: number;
  /** The strongest first. */
  readonly evidence: readonly string[];
  /** The entry that would keep it in quarantine for two weeks; null where one does already. */
  readonly proposal: QuarantineEntry | null;
}
