/** A failure at a line of the project, as a CI system shows it beside the code. */
export interface Annotation {
  /** `error`: this change can mend it; `warning`: known before, or not required. */
  readonly level: "error" | "warning" | "notice";
  /** From the root of the checkout; "" for none. */
  readonly file: string;
  readonly line: number | null;
  readonly title: string;
  /** Lines, clean, not yet escaped. */
  readonly message: string;
}

/** What a CI system takes of annotations, and how one is spelled as a line of its log. */
export interface AnnotationLimits {
  readonly maxErrors: number;
  readonly maxWarnings: number;
  /** Bytes of a message before it is escaped. */
  readonly maxMessageBytes: number;
  readonly maxTitleBytes: number;
  /** One line without its newline, escaped. */
  readonly format: (annotation: Annotation) => string;
}

/** How a CI system is given the summary of a run. */
export interface CiSummary {
  /** `append`: to the file that a variable names; `command`: told by a line of the log; `none`: by hand. */
  readonly how: "append" | "command" | "none";
  /** The variable, for `append`. */
  readonly variable?: string;
  /** Bytes that it takes. */
  readonly maxBytes: number;
  /** The line that hands over a file, for `command`; printed for a person to use, for `none`. */
  readonly tell?: (path: string) => string;
}

/** A file that is made for one CI system alone, relative to the run's folder. */
export interface CiFile {
  readonly name: string;
  readonly make: "code-quality" | "markdown";
  readonly maxBytes: number;
}

/** One CI system that shows more than a log. */
export interface CiHostRow {
  readonly id: "github" | "gitlab" | "buildkite" | "azure";
  /** As its users call it. */
  readonly name: string;
  /** Variable that is set in each of its jobs. */
  readonly detectedBy: string;
  /** Variable with the absolute folder of the checkout. */
  readonly workspace: string;
  readonly summary: CiSummary | null;
  readonly annotations: AnnotationLimits | null;
  readonly file: CiFile | null;
}
