import type { Problem } from "./problem.ts";
import type { Result } from "./result.ts";

/** What a column holds. */
export type SqlValue = string | number | null;
/** One row, by name of column. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Statements of one transaction; each text is prepared once. What fails ends the transaction. */
export interface Sql {
  run(text: string, ...values: readonly SqlValue[]): void;
  /** The first row, or null. */
  get(text: string, ...values: readonly SqlValue[]): SqlRow | null;
  /** Rows one by one: a table larger than the memory is no trouble. */
  rows(text: string, ...values: readonly SqlValue[]): Iterable<SqlRow>;
}

/**
 * An SQLite file. Other processes may have it open too: a transaction waits for theirs, at most five
 * seconds (then `busy`). A kill in the middle leaves the file as it was before.
 */
export interface Database {
  /** All of it or nothing. Work that throws is undone, and throws on. */
  write<T>(work: (sql: Sql) => T): Result<T, Problem>;
  /** Sees one state of the file from its first to its last statement. */
  read<T>(work: (sql: Sql) => T): Result<T, Problem>;
  /** Gives the pages of what was removed back to the disk. */
  shrink(): Result<void, Problem>;
  close(): void;
}
