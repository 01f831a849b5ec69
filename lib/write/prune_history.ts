import type { Database, Sql } from "../model/database.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { usedBytes } from "./query_history.ts";
import { forgetRuns } from "./record_history.ts";

/** What is kept. */
export interface PruneLimits {
  /** Runs that started before are forgotten; ISO 8601 UTC, null for no such bound. */
  readonly before: string | null;
  /** The oldest runs are forgotten until the rest fits; bytes, null for no such bound. */
  readonly maxBytes: number | null;
}

/** A run that is, or would be, forgotten, and why. */
export interface PrunedRun {
  readonly runId: string;
  readonly startedAt: string;
  readonly why: "age" | "size";
}

/** How runs are forgotten. */
export interface PruneOptions {
  readonly dryRun?: boolean;
  /** What teaches durations stays: shards that run in turn must all expect the same. */
  readonly partsOnly?: boolean;
}

/** Forgets old runs, and tests that no run tells of any more. With `dryRun` everything stays. */
export function pruneHistory(
  database: Database,
  limits: PruneLimits,
  { dryRun = false, partsOnly = false }: PruneOptions = {},
): Result<readonly PrunedRun[], Problem> {
  const found = database.read((sql) => chooseRuns(sql, limits));
  if (!found.ok) return found;
  const chosen = ok(found.value.filter(({ isWhole }) => !partsOnly || !isWhole));
  const pruned = chosen.value.map(({ id: _, isWhole: _w, ...one }) => one);
  if (dryRun || pruned.length === 0) return ok(pruned);
  const forgotten = database.write((sql) => {
    forgetRuns(sql, chosen.value.map(({ id }) => id));
    sql.run(
      `DELETE FROM tests WHERE id NOT IN (SELECT DISTINCT test FROM results)
        AND (expected_ms IS NULL OR ?1 = 0)`,
      Number(partsOnly),
    );
  });
  if (!forgotten.ok) return forgotten;
  const shrunk = database.shrink();
  return shrunk.ok ? ok(pruned) : shrunk;
}

type ChosenRun = PrunedRun & { readonly id: number; readonly isWhole: boolean };

/** The newest run always stays: a bound that is too small must not make every run forget itself. */
function chooseRuns(sql: Sql, { before, maxBytes }: PruneLimits): readonly ChosenRun[] {
  const isLarge = maxBytes !== null && usedBytes(sql) > maxBytes;
  const bytesOf = isLarge ? sizesOfRuns(sql) : new Map<number, number>();
  const runs = [...sql.rows("SELECT * FROM runs ORDER BY started_at DESC, id DESC")];
  const newest = runs.find((row) => row["is_echo"] === 0);
  let keptBytes = 0;
  return runs.flatMap((row): readonly ChosenRun[] => {
    const id = Number(row["id"]);
    const startedAt = String(row["started_at"]);
    keptBytes += bytesOf.get(id) ?? 0;
    const isOld = before !== null && startedAt < before;
    const isBeyond = maxBytes !== null && keptBytes > maxBytes;
    if (row === newest || (!isOld && !isBeyond)) return [];
    const isWhole = row["is_whole"] === 1;
    return [{ id, isWhole, runId: String(row["run_id"]), startedAt, why: isOld ? "age" : "size" }];
  });
}

/** Each run's share of the file, bytes by run, by how many results it holds. */
function sizesOfRuns(sql: Sql): Map<number, number> {
  const counts = [...sql.rows("SELECT run, count(*) AS n FROM results GROUP BY run")]
    .map((row) => [Number(row["run"]), Number(row["n"])] as const);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const bytesEach = usedBytes(sql) / Math.max(1, total);
  return new Map(counts.map(([run, count]) => [run, count * bytesEach]));
}
