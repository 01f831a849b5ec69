import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Database, Sql, SqlRow } from "../model/database.ts";
import type { FileErrorCode, Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { attempt, Refusal } from "./file_problem.ts";

const BUSY_MS = 5_000;

/**
 * Opens an SQLite file, and makes it where there is none; a link is refused. Loading the engine takes
 * some 5 ms, so it is loaded here. The old rollback journal is used: it works on every file system.
 */
export async function openDatabase(path: string): Promise<Result<Database, Problem>> {
  const facts = await attempt({ action: "read", path }, async () => {
    const info = await Deno.lstat(path).catch(() => null);
    if (info?.isSymlink) throw new Refusal("is-a-link", "a link, and links are not followed here");
    if (info !== null && !info.isFile) throw new Refusal("not-a-file", "not a regular file");
    return { isNew: info === null };
  });
  if (!facts.ok) return facts;
  const { DatabaseSync } = await import("node:sqlite");
  return guard(path, "read", () => {
    const handle = new DatabaseSync(path);
    try {
      // Before the first table, or never; in a file that is there it would be a write.
      if (facts.value.isNew) handle.exec("PRAGMA auto_vacuum = INCREMENTAL");
      return describeDatabase(handle, path);
    } catch (cause) {
      handle.close();
      throw cause;
    }
  });
}

/** The door around an open handle; in memory for tests. `close` is the caller's to give. */
export function describeDatabase(handle: DatabaseSync, path: string): Database {
  handle.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  handle.exec("PRAGMA synchronous = NORMAL");
  const statements = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const known = statements.get(text) ?? handle.prepare(text);
    statements.set(text, known);
    return known;
  };
  const sql: Sql = {
    run: (text, ...values) => void prepare(text).run(...values),
    get: (text, ...values) => (prepare(text).get(...values) as SqlRow | undefined) ?? null,
    rows: (text, ...values) => prepare(text).iterate(...values) as Iterable<SqlRow>,
  };
  const transact = <T>(action: "read" | "write", work: (sql: Sql) => T): Result<T, Problem> =>
    guard(path, action, () => inTransaction(handle, action, () => work(sql)));
  return {
    write: (work) => transact("write", work),
    read: (work) => transact("read", work),
    // Deno forbids to attach a second file, and so VACUUM: pages are given back one by one instead.
    shrink: () =>
      guard(path, "write", () => void handle.prepare("PRAGMA incremental_vacuum").all()),
    close: () => handle.close(),
  };
}

function inTransaction<T>(handle: DatabaseSync, action: "read" | "write", work: () => T): T {
  // A reader that would only later want to write could find that another one has written meanwhile.
  handle.exec(action === "write" ? "BEGIN IMMEDIATE" : "BEGIN");
  try {
    const value = work();
    handle.exec("COMMIT");
    return value;
  } catch (cause) {
    // SQLite may have undone it already, as on a full disk; then there is nothing to undo.
    if (handle.isTransaction) handle.exec("ROLLBACK");
    throw cause;
  }
}

/**
 * What SQLite says where the world is at fault and not our own statements. Deno gives the number of an
 * error only for prepared statements, the words always (sqlite3_errstr; the same in every version).
 */
const WORDS: readonly (readonly [string, FileErrorCode])[] = [
  ["database is locked", "busy"],
  ["file is not a database", "damaged"],
  ["database disk image is malformed", "damaged"],
  ["database or disk is full", "disk-full"],
  ["attempt to write a readonly database", "read-only"],
  ["unable to open database file", "not-found"],
  ["access permission denied", "permission-denied"],
  ["disk I/O error", "other"],
];

function guard<T>(
  path: string,
  action: "read" | "write",
  work: () => T,
): Result<T, Problem> {
  try {
    return ok(work());
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    const known = WORDS.find(([words]) => detail.startsWith(words));
    if (known === undefined) throw cause;
    return err({ kind: "file", action, path, code: known[1], detail });
  }
}
