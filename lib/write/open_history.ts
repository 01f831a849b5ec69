import type { Host } from "../host/host.ts";
import type { Database, Sql } from "../model/database.ts";
import { HISTORY_NAME } from "../model/history.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** Raised with every change of the tables; an older file is made again, it is only a memory of the records. */
const VERSION = 2;

const TABLES = [
  // A run whose tests are still being written is not complete, and no query sees it. An echo is a run
  // that was joined from others that are here: it has taught durations, and has no results of its own.
  `CREATE TABLE runs (
    id INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE, started_at TEXT NOT NULL,
    git_sha TEXT, dirty INTEGER NOT NULL, verdict TEXT NOT NULL, is_evidence INTEGER NOT NULL,
    is_whole INTEGER NOT NULL, joined_from TEXT, is_echo INTEGER NOT NULL,
    is_complete INTEGER NOT NULL) STRICT`,
  `CREATE INDEX runs_by_start ON runs (started_at)`,
  `CREATE TABLE suites (
    run INTEGER NOT NULL, suite TEXT NOT NULL, outcome TEXT NOT NULL, duration_ms REAL NOT NULL,
    PRIMARY KEY (run, suite)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE tests (
    id INTEGER PRIMARY KEY, test TEXT NOT NULL UNIQUE, suite TEXT NOT NULL, file TEXT NOT NULL,
    first_seen TEXT NOT NULL, expected_ms REAL, taught_by INTEGER) STRICT`,
  // By test first: what is asked for is the past of a test.
  `CREATE TABLE results (
    test INTEGER NOT NULL, run INTEGER NOT NULL, outcome INTEGER NOT NULL, duration_ms REAL,
    fingerprint TEXT, PRIMARY KEY (test, run)) STRICT, WITHOUT ROWID`,
];

/** A history that is open, and what happened to the one that was there before. */
export interface OpenedHistory {
  readonly database: Database;
  /** A file that could not be used, and was moved aside; null in general. */
  readonly moved: MovedHistory | null;
}

/** A file that stood where the history belongs. */
export interface MovedHistory {
  /** Absolute path where it is now. */
  readonly to: string;
  /** `version`: a history of another version of the gate; else damaged, or something else. */
  readonly why: "damaged" | "version";
}

/** Where the history of an outputs folder stands, unless it is told otherwise. */
export function historyPath(outputs: string): string {
  return `${outputs}/${HISTORY_NAME}`;
}

/**
 * Opens the history, and makes it where there is none. A file that is damaged, or whose tables are not
 * ours, is moved aside and made again: it can be filled from the records of the runs.
 */
export async function openHistory(
  host: Host,
  path: string,
): Promise<Result<OpenedHistory, Problem>> {
  const opened = await open(host, path);
  if (!opened.ok) return opened;
  if (typeof opened.value !== "string") return ok({ database: opened.value, moved: null });
  const why = opened.value;
  const to = `${path}.${why === "version" ? "old" : why}-${host.randomHex(4)}`;
  const moved = await host.files.rename(path, to);
  if (!moved.ok) return moved;
  // A journal of the damaged file would be played back into the new one.
  await host.files.remove(`${path}-journal`);
  const again = await open(host, path);
  if (!again.ok) return again;
  if (typeof again.value !== "string") return ok({ database: again.value, moved: { to, why } });
  const detail = "another gate of another version has just made it";
  return err({ kind: "file", action: "read", path, code: "damaged", detail });
}

/** The history, or why the file that stands there is none. */
async function open(
  host: Host,
  path: string,
): Promise<Result<Database | MovedHistory["why"], Problem>> {
  const opened = await host.openDatabase(path);
  if (!opened.ok) return isDamaged(opened.error) ? ok("damaged") : opened;
  const database = opened.value;
  const ready = makeTables(database);
  if (ready.ok && ready.value === null) return ok(database);
  database.close();
  if (ready.ok) return ok(ready.value ?? "damaged");
  return isDamaged(ready.error) ? ok("damaged") : ready;
}

function isDamaged(problem: Problem): boolean {
  return problem.kind === "file" && problem.code === "damaged";
}

/** Null where the tables are there now; else why those of the file are not ours. */
function makeTables(database: Database): Result<MovedHistory["why"] | null, Problem> {
  const known = database.read(versionOf);
  if (!known.ok) return known;
  if (known.value === VERSION) return ok(null);
  return database.write((sql) => {
    // Another process may have made them while we waited for it.
    if (versionOf(sql) === VERSION) return null;
    const tables = [...sql.rows("SELECT name FROM sqlite_schema")].map(({ name }) => name);
    if (tables.length > 0) return tables.includes("runs_by_start") ? "version" : "damaged";
    for (const table of TABLES) sql.run(table);
    sql.run(`PRAGMA user_version = ${VERSION}`);
    return null;
  });
}

function versionOf(sql: Sql): number {
  return Number(sql.get("PRAGMA user_version")?.["user_version"]);
}
