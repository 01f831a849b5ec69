import type { FileErrorCode, Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** The file variant of a problem. */
export type FileProblem = Extract<Problem, { kind: "file" }>;

/** What was being done to which path. */
export interface FileAttempt {
  readonly action: FileProblem["action"];
  readonly path: string;
}

const CODES: Readonly<Record<string, FileErrorCode>> = {
  ENOENT: "not-found",
  ENOTDIR: "not-found",
  EACCES: "permission-denied",
  EPERM: "permission-denied",
  EEXIST: "already-exists",
  ENOTEMPTY: "already-exists",
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EROFS: "read-only",
  EISDIR: "not-a-file",
  ELOOP: "is-a-link",
  EFBIG: "too-large",
};

/** Runs a file operation; whatever it throws becomes a problem of kind `file`. */
export async function attempt<T>(
  what: FileAttempt,
  operation: () => Promise<T>,
): Promise<Result<T, Problem>> {
  try {
    return ok(await operation());
  } catch (cause) {
    return err(describeFileError(what, cause));
  }
}

/** An operation's error as data: its code from the system's error name, its words as the detail. */
export function describeFileError(what: FileAttempt, cause: unknown): FileProblem {
  if (cause instanceof Refusal) return { kind: "file", ...what, ...cause.reason };
  return { kind: "file", ...what, code: classifyFileError(cause), detail: readDetail(cause) };
}

/** Thrown inside `attempt` where we ourselves refuse; carries the code and the words. */
export class Refusal extends Error {
  /** The code and the detail of the problem this becomes. */
  readonly reason: { readonly code: FileErrorCode; readonly detail: string };

  constructor(code: FileErrorCode, detail: string) {
    super(detail);
    this.reason = { code, detail };
  }
}

function classifyFileError(cause: unknown): FileErrorCode {
  if (cause instanceof Deno.errors.NotCapable) return "permission-denied";
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return CODES[code] ?? "other";
}

function readDetail(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
