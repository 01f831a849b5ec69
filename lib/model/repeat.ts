import type { SuiteOutcome } from "./outcome.ts";

/** What several runs of one test say together about its failing. */
export const REPEAT_VERDICTS = ["always", "sometimes", "never"] as const;
export type RepeatVerdict = typeof REPEAT_VERDICTS[number];

/** One test over all runs of a repeated suite. */
export interface RepeatedTest {
  /** Id of the test; the suite's name where the suite itself is what was judged. */
  readonly id: string;
  readonly verdict: RepeatVerdict;
  /** Runs in which it ran to an end of its own, passed or not. */
  readonly runs: number;
  readonly failures: number;
  /** Milliseconds; null where no report tells them. */
  readonly durationMs:
    | { readonly min: number; readonly median: number; readonly max: number }
    | null;
  /** What its first failure said, one line; "" where it never failed. */
  readonly message: string;
}

/** What several runs of one suite come to; a repeat never turns red into green. */
export interface SuiteRepeat {
  readonly asked: number;
  /** Runs that came to an answer of their own. */
  readonly made: number;
  /** Why fewer were made than asked; null where all were made. */
  readonly stopped: string | null;
  /** How many of them ended how. */
  readonly outcomes: Readonly<Partial<Record<SuiteOutcome, number>>>;
  /** How many tests have which verdict, those not listed included. */
  readonly verdicts: Readonly<Record<RepeatVerdict, number>>;
  /** Those that fail sometimes, then always, then never; at most `REPEATED_KEPT`. */
  readonly tests: readonly RepeatedTest[];
}

/** How many tests of a repeated suite are listed. */
export const REPEATED_KEPT = 200;
