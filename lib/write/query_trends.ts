import type { Sql } from "../model/database.ts";
import { usedBytes } from "./query_history.ts";

/** A run that is remembered, for a trend. */
export interface TrendRun {
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly verdict: string;
  readonly commit: string | null;
  /** Of all suites together, milliseconds. */
  readonly durationMs: number;
}

/** Runs of a trend. */
const RUNS = 30;

/** Above, looking for unsteady tests in all results takes longer than a report may. */
const SMALL_BYTES = 16 * 1024 ** 2;

/** The newest runs that came to an end, the oldest of them first; those joined from others left out. */
export function queryTrend(sql: Sql): readonly TrendRun[] {
  const text = `SELECT run_id, started_at, verdict, git_sha,
      coalesce((SELECT sum(duration_ms) FROM suites WHERE suites.run = runs.id), 0) AS ms
    FROM runs WHERE is_complete = 1 AND is_echo = 0 ORDER BY started_at DESC, id DESC LIMIT ?`;
  return [...sql.rows(text, RUNS)].map((row) => ({
    runId: String(row["run_id"]),
    startedAt: String(row["started_at"]),
    verdict: String(row["verdict"]),
    commit: typeof row["git_sha"] === "string" ? row["git_sha"] : null,
    durationMs: Number(row["ms"]),
  })).reverse();
}

/** True where the whole history may be looked through for a report. */
export function isSmallHistory(sql: Sql): boolean {
  return usedBytes(sql) <= SMALL_BYTES;
}
