/** One call of a trace, as the tool tells it. */
export interface Frame {
  /** Path as it is told, perhaps only a name. */
  readonly file: string;
  /** 1-based; null where it is not told. */
  readonly line: number | null;
  /** Name of the function with what it belongs to, or "". */
  readonly function: string;
}

/** One exception or one failed assertion: what was raised, and the calls that led there. */
export interface Raised {
  /** As the tool names it, or "". */
  readonly type: string;
  /** One line, without the type; "" where nothing is told. */
  readonly message: string;
  /** The outermost call first; the last one is where it was raised. */
  readonly frames: readonly Frame[];
}

/** What a trace tells: everything raised, the one that came first (the root cause) first; may be empty. */
export type Trace = readonly Raised[];

/** Reads one kind of trace from its lines; empty where the lines are none of its kind. */
export type TraceReader = (lines: readonly string[]) => Trace;

/** From where paths in a trace are told: the suite's folder, and every absolute path of the root. */
export interface TraceHome {
  /** Relative to the root; "." for the root. */
  readonly cwd: string;
  readonly bases: readonly string[];
}
