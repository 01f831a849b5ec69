import type { Database, Sql, SqlRow } from "../model/database.ts";
import type { RememberedRun, RememberedTest } from "../model/history.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { addTests } from "./add_tests.ts";

/** Tests written in one transaction: another run never waits long, and memory holds no more of them. */
const BATCH = 5_000;

/**
 * What became of a run: it is remembered now, it was before, the runs it was joined from are (then it
 * only teaches durations), or one that was joined from it and others is.
 */
export type Remembered = "remembered" | "known" | "parts-known" | "whole-known";

/**
 * Adds a run and its tests to the history. Written in batches, so that runs of several processes take
 * turns; only the last step makes it visible, so that a kill in the middle leaves nothing half-told.
 * Only whole runs teach durations: shards that run in turn must all expect the same.
 */
export async function recordHistory(
  database: Database,
  run: RememberedRun,
  tests: AsyncIterable<RememberedTest>,
): Promise<Result<Remembered, Problem>> {
  let begun: BegunRun | null = null;
  let batch: RememberedTest[] = [];
  // The first batch begins the run, and the last one ends it: most runs are one transaction.
  const flush = (isLast: boolean): Result<Remembered, Problem> =>
    database.write((sql) => {
      const here = begun ?? beginRun(sql, run);
      if (typeof here === "string") return here;
      begun = here;
      addTests(sql, { ...here, startedAt: run.startedAt }, batch);
      batch = [];
      if (isLast) sql.run("UPDATE runs SET is_complete = 1 WHERE id = ?", here.id);
      return here.isEcho ? "parts-known" : "remembered";
    });
  for await (const test of tests) {
    batch.push(withoutText(test));
    if (batch.length < BATCH) continue;
    const written = flush(false);
    if (!written.ok || begun === null) return written;
  }
  return flush(true);
}

/** Who adds a test knows more of it, and its texts may be long. */
function withoutText(test: RememberedTest): RememberedTest {
  const { id, suite, file, outcome, duration_ms, fingerprint } = test;
  return { id, suite, file, outcome, duration_ms, fingerprint };
}

/** A run whose tests are being written. */
interface BegunRun {
  readonly id: number;
  /** Its results are here already, by its parts. */
  readonly isEcho: boolean;
  readonly teaches: boolean;
}

function beginRun(sql: Sql, run: RememberedRun): BegunRun | Exclude<Remembered, "remembered"> {
  const there = sql.get("SELECT id, is_complete FROM runs WHERE run_id = ?", run.runId);
  if (there?.["is_complete"] === 1) return "known";
  if (findWhole(sql, run.runId)) return "whole-known";
  const parts = findParts(sql, run);
  // What a whole part has taught is not taught again.
  const teaches = run.isWhole && !parts.haveTaught;
  if (parts.areAll && !teaches) return "parts-known";
  // The same tests would be counted twice; and those of the parts that are not here would be lost.
  if (!parts.areAll) forgetRuns(sql, parts.ids);
  if (there !== null) forgetRuns(sql, [Number(there["id"])]);
  const id = insertRun(sql, run, parts.areAll);
  for (const { name, outcome, durationMs } of run.suites) {
    sql.run("INSERT OR REPLACE INTO suites VALUES (?, ?, ?, ?)", id, name, outcome, durationMs);
  }
  return { id, isEcho: parts.areAll, teaches };
}

function insertRun(sql: Sql, run: RememberedRun, isEcho: boolean): number {
  const row = sql.get(
    `INSERT INTO runs (run_id, started_at, git_sha, dirty, verdict, is_evidence, is_whole,
       joined_from, is_echo, is_complete)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id`,
    run.runId,
    run.startedAt,
    run.commit,
    Number(run.dirty),
    run.verdict,
    Number(run.isEvidence),
    Number(run.isWhole),
    run.joinedFrom.length === 0 ? null : JSON.stringify(run.joinedFrom),
    Number(isEcho),
  );
  return Number(row?.["id"]);
}

/** True when the results of a run are here already, as those of one that was joined from it. */
function findWhole(sql: Sql, runId: string): boolean {
  const text = `SELECT 1 FROM runs, json_each(joined_from) AS part
    WHERE joined_from IS NOT NULL AND is_echo = 0 AND is_complete = 1 AND part.value = ?`;
  return sql.get(text, runId) !== null;
}

/** Runs with results that a run was joined from, by themselves or joined before: all of it, or some. */
function findParts(sql: Sql, { joinedFrom }: RememberedRun) {
  const text = `SELECT id, run_id, joined_from, is_whole FROM runs
    WHERE is_complete = 1 AND is_echo = 0 AND (joined_from IS NOT NULL OR run_id IN
      (SELECT value FROM json_each(?)))`;
  const wanted = new Set(joinedFrom);
  const rows = joinedFrom.length === 0 ? [] : [...sql.rows(text, JSON.stringify(joinedFrom))];
  const parts = rows.filter((row) => partsOf(row).every((runId) => wanted.has(runId)));
  const found = new Set(parts.flatMap(partsOf));
  return {
    ids: parts.map((row) => Number(row["id"])),
    areAll: found.size > 0 && found.size === wanted.size,
    haveTaught: parts.some((row) => row["is_whole"] === 1),
  };
}

function partsOf(row: SqlRow): readonly string[] {
  const own = [String(row["run_id"])];
  return row["joined_from"] === null ? own : JSON.parse(String(row["joined_from"]));
}

/** Removes runs with all that is told of them; their tests stay known by name. */
export function forgetRuns(sql: Sql, ids: readonly number[]): void {
  const list = JSON.stringify(ids);
  sql.run("DELETE FROM results WHERE run IN (SELECT value FROM json_each(?))", list);
  sql.run("DELETE FROM suites WHERE run IN (SELECT value FROM json_each(?))", list);
  sql.run("DELETE FROM runs WHERE id IN (SELECT value FROM json_each(?))", list);
}
