import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import { describeDatabase } from "../../../lib/host/open_database.ts";
import type { Sql } from "../../../lib/model/database.ts";
import { addTests, outcomeCode, type TestsOfRun } from "../../../lib/write/add_tests.ts";
import type { RememberedTest } from "../../../lib/model/history.ts";
import { anyTest } from "../../support/any_test.ts";

const TABLES = [
  `CREATE TABLE tests (
    id INTEGER PRIMARY KEY, test TEXT NOT NULL UNIQUE, suite TEXT NOT NULL, file TEXT NOT NULL,
    first_seen TEXT NOT NULL, expected_ms REAL, taught_by INTEGER) STRICT`,
  `CREATE TABLE results (
    test INTEGER NOT NULL, run INTEGER NOT NULL, outcome INTEGER NOT NULL, duration_ms REAL,
    fingerprint TEXT, PRIMARY KEY (test, run)) STRICT, WITHOUT ROWID`,
];

/** The plain way: two statements for each test, one after the other. */
function addPlainly(sql: Sql, run: TestsOfRun, test: RememberedTest): void {
  const { outcome, duration_ms: ms } = test;
  const isTold = outcome === "passed" || outcome === "failed" || outcome === "flaky";
  const told = run.teaches && isTold ? ms : null;
  const row = sql.get(
    `INSERT INTO tests (test, suite, file, first_seen, expected_ms, taught_by)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (test) DO UPDATE SET
       first_seen = min(first_seen, ?4), taught_by = coalesce(?6, taught_by),
       expected_ms = CASE WHEN ?5 IS NULL THEN expected_ms WHEN expected_ms IS NULL THEN ?5
         ELSE expected_ms + 0.3 *
           (min(max(?5, expected_ms / 3), expected_ms * 3 + 1) - expected_ms) END
     RETURNING id`,
    ...[test.id, test.suite, test.file, run.startedAt, told, told === null ? null : run.id],
  );
  if (run.isEcho) return;
  const values = [Number(row?.["id"]), run.id, outcomeCode(outcome), ms, test.fingerprint];
  sql.run("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", ...values);
}

function tablesAfter(add: (sql: Sql) => void) {
  const handle = new DatabaseSync(":memory:");
  const done = describeDatabase(handle, "/h").write((sql) => {
    for (const table of TABLES) sql.run(table);
    add(sql);
    const told = [...sql.rows(
      "SELECT test, suite, file, first_seen, expected_ms, taught_by FROM tests ORDER BY test",
    )];
    const results = [...sql.rows(
      `SELECT tests.test, run, outcome, duration_ms, fingerprint
       FROM results JOIN tests ON tests.id = results.test ORDER BY tests.test, run`,
    )];
    return { told, results };
  });
  handle.close();
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return done.value;
}

Deno.test("addTests() leaves what one statement for each test leaves, for any runs", () => {
  const run = fc.record({
    tests: fc.array(anyTest, { maxLength: 8 }),
    isEcho: fc.boolean(),
    teaches: fc.boolean(),
    startedAt: fc.constantFrom("2026-11-01", "2026-11-02", "2026-11-03"),
  });
  fc.assert(fc.property(fc.array(run, { minLength: 1, maxLength: 4 }), (runs) => {
    const fast = tablesAfter((sql) =>
      runs.forEach(({ tests, ...one }, at) => addTests(sql, { ...one, id: at + 1 }, tests))
    );
    const plain = tablesAfter((sql) =>
      runs.forEach(({ tests, ...one }, at) =>
        tests.forEach((test) => addPlainly(sql, { ...one, id: at + 1 }, test))
      )
    );
    assertEquals(fast, plain);
  }));
});
