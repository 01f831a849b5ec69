import type { FallbackReason } from "./verdict.ts";

/**
 * Something our own tool could not do, expected and explained. Closed union of data; the words are
 * made in `report/explain_problem.ts`.
 */
export type Problem =
  /** Bad flag, value or combination on the command line. */
  | { readonly kind: "usage"; readonly message: string; readonly hint: string }
  /** Bad configuration; line and column are 1-based, 0 when the whole file is meant. */
  | {
    readonly kind: "config";
    readonly path: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly hint: string;
  }
  /** The container cannot be used; leads to the failsafe. */
  | {
    readonly kind: "engine";
    readonly reason: FallbackReason;
    readonly detail: string;
    readonly hint: string;
  }
  /** The engine refused something the user asked for (a bad mount, a bad limit): no failsafe. */
  | { readonly kind: "engine-refused"; readonly detail: string; readonly hint: string }
  /** An address that the user gave did not answer as it should. */
  | {
    readonly kind: "network";
    /** Without name, password and query. */
    readonly address: string;
    readonly code: "timeout" | "refused" | "other";
    readonly detail: string;
  }
  /** A file could not be read or written. */
  | {
    readonly kind: "file";
    readonly action: "read" | "write" | "create" | "list" | "remove" | "rename" | "link";
    readonly path: string;
    readonly code: FileErrorCode;
    readonly detail: string;
  };

/** Why a file operation failed, as far as a user can act on it. */
export type FileErrorCode =
  | "not-found"
  | "permission-denied"
  | "already-exists"
  | "disk-full"
  | "read-only"
  | "not-a-file"
  | "is-a-link"
  | "too-large"
  | "busy"
  | "damaged"
  | "other";
