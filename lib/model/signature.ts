import type { ROOT_CAUSE_CLASSES } from "./finding.ts";
import type { SuiteOutcome, TestOutcome } from "./outcome.ts";

/** One class of root cause. */
export type RootCauseClass = typeof ROOT_CAUSE_CLASSES[number];

/** Where a text comes from; who wrote it decides what it may prove. */
export const SIGNAL_KINDS = ["message", "details", "stdout", "stderr", "engine", "kernel"] as const;
export type SignalKind = typeof SIGNAL_KINDS[number];

/** A text that may hold evidence, bounded by whoever gives it. */
export interface SignalText {
  readonly kind: SignalKind;
  /** File relative to the run's folder, or what was given to `--explain`. */
  readonly source: string;
  readonly text: string;
  /** Line of the source at which the text begins, 1-based. */
  readonly firstLine: number;
}

/** Everything that is known of one failure: of a test, a suite, a container, or a text somebody pasted. */
export interface Signals {
  /** Id of the runner's row, or null where unknown. */
  readonly runner: string | null;
  readonly outcome: TestOutcome | SuiteOutcome | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly texts: readonly SignalText[];
  /** Parsed artifacts by name (`exit.json`), for conditions by JSON pointer. */
  readonly artifacts: Readonly<Record<string, unknown>>;
}

/**
 * A pattern over texts, searched line by line: without colours, and without the indentation,
 * timestamps, `E   ` of pytest, `# ` of TAP and `Caused by: ` before what the tool says. Never
 * super-linear; `g` and `y` are ignored.
 */
export interface TextPattern {
  readonly pattern: RegExp;
  /** Only in these kinds of texts; all where absent. */
  readonly kinds?: readonly SignalKind[];
  /** How much this alone says, above 0; 1 unless said. Negative: it speaks against the row. */
  readonly weight?: number;
  /** True for a pattern over source code that a trace quotes; others are not searched there. */
  readonly source?: true;
}

/** A condition on an artifact: the value at a JSON pointer (RFC 6901) equals, or is at least. */
export interface ArtifactCondition {
  readonly artifact: string;
  readonly pointer: string;
  readonly equals?: string | number | boolean | null;
  readonly atLeast?: number;
  readonly weight?: number;
}

/** A text that a row must, or must not, claim. */
export interface Specimen {
  readonly text: string;
  readonly kind?: SignalKind;
  readonly runner?: string;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly timedOut?: boolean;
  readonly outcome?: TestOutcome | SuiteOutcome;
  readonly artifacts?: Readonly<Record<string, unknown>>;
}

/** One recognised kind of failure: how it is known, what proves the row itself, what mends it. */
export interface SignatureRow {
  /** kebab-case, unique; begins with its class. */
  readonly id: string;
  readonly class: RootCauseClass;
  /** What it is, in a few words. */
  readonly title: string;
  readonly texts: readonly TextPattern[];
  /** Exit codes and signals that speak for it. */
  readonly exitCodes?: readonly number[];
  readonly signals?: readonly string[];
  readonly artifacts?: readonly ArtifactCondition[];
  /** True where a deadline that passed speaks for it. */
  readonly timedOut?: true;
  /** Only failures of these runners; of all where absent, and where the runner is not known. */
  readonly runners?: readonly string[];
  /** Only failures that ended so. Of a row without texts the end itself speaks for it. */
  readonly outcomes?: readonly (TestOutcome | SuiteOutcome)[];
  /** How much the row as a whole weighs, 0 to 10: the more specific, the more. */
  readonly weight: number;
  /** Texts that this row must claim first of all rows, and texts that it must not claim. */
  readonly specimens: readonly Specimen[];
  readonly counterSpecimens: readonly Specimen[];
  /** Artifacts worth reading, relative to the run's folder. */
  readonly read: readonly string[];
  /** What to do, one step each, in order. */
  readonly remedy: readonly string[];
  /** Templates over the record: `{suite}`, `{test}`, `{file}`, `{record}`. */
  readonly replay: readonly string[];
  /** What would show that this was the wrong answer, one sentence. */
  readonly disproof: string;
  readonly owner?: string;
  readonly links?: readonly string[];
}

/** A quotation that proves something: verbatim, from where. */
export interface Quote {
  readonly source: string;
  /** 1-based line in the source; null where it is no text of lines. */
  readonly line: number | null;
  readonly quote: string;
}

/** The answer to "what is this failure?". */
export interface Classification {
  readonly class: RootCauseClass;
  /** Id of the winning row; null for `unknown`. */
  readonly signature: string | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: readonly Quote[];
  /** The best row of another class, or null. */
  readonly runnerUp:
    | { readonly class: RootCauseClass; readonly signature: string; readonly confidence: number }
    | null;
}
