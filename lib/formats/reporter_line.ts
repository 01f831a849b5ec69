/** Which test a line is about: absolute path of its file or "", groups around it, its title. */
export interface ReporterPlace {
  readonly file: string;
  readonly groups: readonly string[];
  readonly name: string;
}

/** What a reporter told of a test that ended. */
export interface ReporterResult extends ReporterPlace {
  /** The tool's own word, or one of our outcomes. */
  readonly status: string;
  readonly durationMs: number | null;
  /** Texts of the errors, with their stacks. */
  readonly errors: readonly string[];
  /** The same of each earlier try. */
  readonly retries: readonly string[];
  readonly reason: string;
  /** 1-based, where the test begins or failed; null where it is not told. */
  readonly line: number | null;
}

/** One line of a reporter of ours. */
export type ReporterLine =
  | { readonly kind: "begin"; readonly root: string }
  | ReporterPlace & { readonly kind: "start" }
  /** What was begun was a group, and ended. */
  | ReporterPlace & { readonly kind: "done" }
  /** A result that counts only when the file's end never comes. */
  | ReporterResult & { readonly kind: "try" }
  | ReporterResult & { readonly kind: "test" }
  | {
    readonly kind: "file";
    readonly file: string;
    readonly error: string | null;
    readonly line: number | null;
  }
  | { readonly kind: "error"; readonly error: string }
  | {
    readonly kind: "end";
    readonly tests: number;
    readonly failures: number;
    readonly skipped: number;
  };

type Fields = Readonly<Record<string, unknown>>;

/** Most groups around a test and most errors or tries of it that are kept. */
const PARTS_MAX = 64;

/** Reads one line; null when it is no JSON, or none of our lines. Fields of a wrong type are as if absent. */
export function readReporterLine(text: string): ReporterLine | null {
  const fields = parseFields(text);
  switch (fields?.["qa"]) {
    case "begin":
      return { kind: "begin", root: textOf(fields["root"]) };
    case "start":
      return { kind: "start", ...placeOf(fields) };
    case "done":
      return { kind: "done", ...placeOf(fields) };
    case "try":
      return { kind: "try", ...resultOf(fields) };
    case "test":
      return { kind: "test", ...resultOf(fields) };
    case "file": {
      const error = typeof fields["error"] === "string" ? fields["error"] : null;
      const file = textOf(fields["file"]);
      return { kind: "file", file, error, line: lineOf(fields["line"]) };
    }
    case "error":
      return { kind: "error", error: textOf(fields["error"]) };
    case "end":
      return { kind: "end", ...countsOf(fields) };
    default:
      return null;
  }
}

function parseFields(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value as Fields : null;
  } catch {
    return null;
  }
}

function placeOf(fields: Fields): ReporterPlace {
  const { file, groups, name } = fields;
  return { file: textOf(file), groups: textsOf(groups), name: textOf(name) };
}

function resultOf(fields: Fields): ReporterResult {
  const { ms, status, errors, retries, reason, line } = fields;
  const isTime = typeof ms === "number" && Number.isFinite(ms) && ms >= 0;
  return {
    ...placeOf(fields),
    status: textOf(status),
    durationMs: isTime ? ms : null,
    errors: textsOf(errors),
    retries: textsOf(retries),
    reason: textOf(reason),
    line: lineOf(line),
  };
}

function countsOf({ tests, failures, skipped }: Fields) {
  return { tests: countOf(tests), failures: countOf(failures), skipped: countOf(skipped) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.toWellFormed() : "";
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.slice(0, PARTS_MAX).map(textOf) : [];
}

function countOf(value: unknown): number {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0;
}

function lineOf(value: unknown): number | null {
  const line = countOf(value);
  return line > 0 ? line : null;
}
