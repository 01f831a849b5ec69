import type { Sql, SqlRow } from "../model/database.ts";
import type { PastResult } from "../model/history.ts";
import { isFailing, TEST_OUTCOMES } from "../model/outcome.ts";
import { outcomeCode } from "./add_tests.ts";

/** Results of a test that are looked back at: older ones tell of other code. */
export const RUNS_BACK = 50;

/** Codes of outcomes that make a suite red, for a list in a query. */
const FAILING = TEST_OUTCOMES.filter(isFailing).map(outcomeCode).join(", ");

/** Codes of outcomes that are no answer. */
const SILENT = [outcomeCode("skipped"), outcomeCode("not-run")].join(", ");

/** Runs whose durations of suites count. */
const SUITE_RUNS = 10;

/**
 * Expected duration of every test that ever told one, milliseconds by id, and of whole files, by suite
 * and path: the sum of those that the newest run of the file has told of.
 */
export function queryDurations(sql: Sql): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const files = new Map<string, { ms: number; taughtBy: number }>();
  const text = `SELECT test, suite, file, expected_ms, taught_by FROM tests
    WHERE expected_ms IS NOT NULL`;
  for (const row of sql.rows(text)) {
    const [ms, taughtBy] = [Number(row["expected_ms"]), Number(row["taught_by"])];
    known.set(String(row["test"]), ms);
    if (row["file"] === "") continue;
    const whole = `${row["suite"]}::${row["file"]}`;
    const sum = files.get(whole);
    if (sum === undefined || sum.taughtBy < taughtBy) files.set(whole, { ms, taughtBy });
    else if (sum.taughtBy === taughtBy) sum.ms += ms;
  }
  // A tool that tells files alone has tests of that very id.
  for (const [whole, { ms }] of files) if (!known.has(whole)) known.set(whole, ms);
  return known;
}

/** Id of the newest run that taught durations; null where none of them is remembered. */
export function queryNewestWhole(sql: Sql): string | null {
  const text = `SELECT run_id FROM runs WHERE is_whole = 1 AND is_complete = 1
    ORDER BY started_at DESC, id DESC LIMIT 1`;
  return textOf(sql.get(text)?.["run_id"]);
}

/** Mean duration of every suite in its newest whole runs that came to an end, milliseconds by name. */
export function querySuiteDurations(sql: Sql): ReadonlyMap<string, number> {
  const text = `SELECT suite, avg(duration_ms) AS ms FROM (
      SELECT suite, duration_ms,
        row_number() OVER (PARTITION BY suite ORDER BY started_at DESC) AS age
      FROM suites JOIN runs ON runs.id = suites.run
      WHERE is_complete = 1 AND is_whole = 1 AND duration_ms > 0
        AND outcome IN ('passed', 'failed'))
    WHERE age <= ? GROUP BY suite`;
  const rows = [...sql.rows(text, SUITE_RUNS)];
  return new Map(rows.map((row) => [String(row["suite"]), Number(row["ms"])]));
}

/** What is known of a test by itself. */
export interface KnownTest {
  readonly id: string;
  readonly firstSeen: string;
  readonly expectedMs: number | null;
  /** The newest first, at most `RUNS_BACK`; only runs in which it was told. */
  readonly results: readonly PastResult[];
}

/** Most tests that one end of an id may mean. */
const ENDS_MOST = 50;

/** Ids of the test of that very id, else of all whose id ends so behind a `::`. */
export function queryTestIds(sql: Sql, text: string): readonly string[] {
  const exact = idsOf(sql.rows("SELECT test FROM tests WHERE test = ?", text));
  if (exact.length > 0) return exact;
  const ends = "SELECT test FROM tests WHERE substr(test, -length(?1)) = ?1 ORDER BY test LIMIT ?2";
  return idsOf(sql.rows(ends, `::${text}`, ENDS_MOST));
}

/** The past of these tests; tests that were never seen are absent. */
export function queryTests(sql: Sql, ids: Iterable<string>): readonly KnownTest[] {
  return [...ids].flatMap((id) => readTest(sql, id));
}

function readTest(sql: Sql, id: string): readonly KnownTest[] {
  const row = sql.get("SELECT * FROM tests WHERE test = ?", id);
  if (row === null) return [];
  const results = [...sql.rows(
    `SELECT run_id, started_at, git_sha, dirty, is_evidence, outcome, duration_ms, fingerprint
     FROM results JOIN runs ON runs.id = results.run
     WHERE results.test = ? AND is_complete = 1 ORDER BY started_at DESC, runs.id DESC LIMIT ?`,
    Number(row["id"]),
    RUNS_BACK,
  )].map(readResult);
  const expected = row["expected_ms"];
  const expectedMs = typeof expected === "number" ? expected : null;
  return [{ id, firstSeen: String(row["first_seen"]), expectedMs, results }];
}

function readResult(row: SqlRow): PastResult {
  return {
    runId: String(row["run_id"]),
    startedAt: String(row["started_at"]),
    commit: textOf(row["git_sha"]),
    dirty: row["dirty"] === 1,
    isEvidence: row["is_evidence"] === 1,
    outcome: TEST_OUTCOMES[Number(row["outcome"])] ?? "not-run",
    durationMs: typeof row["duration_ms"] === "number" ? row["duration_ms"] : null,
    fingerprint: textOf(row["fingerprint"]),
  };
}

function textOf(value: SqlRow[string] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/**
 * Ids of tests that were not always steady, the least steady first: by themselves, or with both
 * answers for one clean commit. What was broken and mended is no such test.
 */
export function queryUnsteady(sql: Sql, limit: number): readonly string[] {
  const text = `SELECT test FROM (
      SELECT id, sum(flaky) AS flaky,
        sum(CASE WHEN git_sha IS NOT NULL AND dirty = 0 THEN min(passed, failed) ELSE 0 END) AS torn
      FROM (
        SELECT results.test AS id, git_sha, dirty, sum(outcome = ?1) AS flaky,
          sum(outcome = ?2) AS passed, sum(outcome IN (${FAILING})) AS failed
        FROM results JOIN runs ON runs.id = results.run
        WHERE is_complete = 1 AND is_evidence = 1 GROUP BY results.test, git_sha, dirty)
      GROUP BY id)
    JOIN tests USING (id)
    WHERE flaky > 0 OR torn > 0
    ORDER BY flaky DESC, torn DESC, test LIMIT ?3`;
  return idsOf(sql.rows(text, outcomeCode("flaky"), outcomeCode("passed"), limit));
}

/** Ids of tests whose newest answer is a failure, those first that fail longest. */
export function queryFailing(sql: Sql, limit: number): readonly string[] {
  const text = `SELECT tests.test AS test, max(CASE WHEN outcome NOT IN (${FAILING}, ${SILENT})
        THEN started_at ELSE '' END) AS last_good
      FROM results JOIN runs ON runs.id = results.run JOIN tests ON tests.id = results.test
      WHERE is_complete = 1 GROUP BY tests.id
      HAVING max(CASE WHEN outcome IN (${FAILING}) THEN started_at ELSE '' END) > last_good
      ORDER BY last_good, tests.test LIMIT ?`;
  return idsOf(sql.rows(text, limit));
}

/** The tests that are expected to take longest, the longest first. */
export function querySlowest(
  sql: Sql,
  limit: number,
): readonly { readonly id: string; readonly expectedMs: number }[] {
  const text = `SELECT test, expected_ms FROM tests WHERE expected_ms > 0
    ORDER BY expected_ms DESC, test LIMIT ?`;
  return [...sql.rows(text, limit)].map((row) => ({
    id: String(row["test"]),
    expectedMs: Number(row["expected_ms"]),
  }));
}

function idsOf(rows: Iterable<SqlRow>): readonly string[] {
  return [...rows].map((row) => String(row["test"]));
}

/** How much is remembered. */
export interface HistorySize {
  readonly runs: number;
  readonly tests: number;
  readonly results: number;
  readonly sizeBytes: number;
  readonly oldest: string | null;
  readonly newest: string | null;
}

/** Numbers of the whole history. */
export function querySize(sql: Sql): HistorySize {
  const runs = sql.get(
    "SELECT count(*) AS n, min(started_at) AS a, max(started_at) AS z FROM runs WHERE is_echo = 0",
  );
  const count = (table: string): number =>
    Number(sql.get(`SELECT count(*) AS n FROM ${table}`)?.["n"]);
  return {
    runs: Number(runs?.["n"]),
    tests: count("tests"),
    results: count("results"),
    sizeBytes: usedBytes(sql),
    oldest: textOf(runs?.["a"]),
    newest: textOf(runs?.["z"]),
  };
}

/** Bytes that are in use: pages that were freed are used again before the file grows. */
export function usedBytes(sql: Sql): number {
  const pragma = (name: string): number => Number(sql.get(`PRAGMA ${name}`)?.[name]);
  return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}
