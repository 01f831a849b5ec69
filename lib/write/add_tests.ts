import type { Sql } from "../model/database.ts";
import type { RememberedTest } from "../model/history.ts";
import { TEST_OUTCOMES, type TestOutcome } from "../model/outcome.ts";

/** How far one new duration moves the expected one, and how many times longer or shorter it may look. */
const LEARNING = 0.3;
const OUTLIER = 3;

/** Whose tests are added. */
export interface TestsOfRun {
  readonly id: number;
  /** Its results are here already, by its parts. */
  readonly isEcho: boolean;
  readonly teaches: boolean;
  readonly startedAt: string;
}

/** How an outcome is stored: its place in the list, which only ever grows at its end. */
export function outcomeCode(outcome: TestOutcome): number {
  return TEST_OUTCOMES.indexOf(outcome);
}

/** Tests of one statement: with more of them only memory grows. */
const AT_ONCE = 500;

/**
 * Adds tests of a run to the history, many in a statement, as JSON. What is left of the time
 * is SQLite's own: every test that is known has its row and its result written anew.
 */
export function addTests(sql: Sql, run: TestsOfRun, tests: readonly RememberedTest[]): void {
  const rows = tests.map((test) => rowOf(test, run.teaches));
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const json = JSON.stringify(rows.slice(at, at + AT_ONCE));
    sql.run(UPSERT, json, run.startedAt, run.id);
    if (!run.isEcho) sql.run(RESULTS, json, run.id);
  }
}

type Row = readonly [
  test: string,
  suite: string,
  file: string,
  told: number | null,
  outcome: number,
  durationMs: number | null,
  fingerprint: string | null,
];

function rowOf(test: RememberedTest, teaches: boolean): Row {
  const { outcome, duration_ms: ms, fingerprint } = test;
  const [id, suite, file] = [test.id, test.suite, test.file].map(asStored) as [
    string,
    string,
    string,
  ];
  // What was skipped or cut tells nothing about how long it takes.
  const isTold = outcome === "passed" || outcome === "failed" || outcome === "flaky";
  return [id, suite, file, teaches && isTold ? ms : null, outcomeCode(outcome), ms, fingerprint];
}

/** As a text is stored that is no JSON: halves of surrogate pairs are replaced. */
function asStored(text: string): string {
  return text.toWellFormed();
}

/** A duration far from what is expected moves it a little only: one slow machine is no new truth. */
const UPSERT = `INSERT INTO tests (test, suite, file, first_seen, expected_ms, taught_by)
  SELECT value ->> 0, value ->> 1, value ->> 2, ?2, value ->> 3, iif(value ->> 3 IS NULL, NULL, ?3)
  FROM json_each(?1) WHERE true
  ON CONFLICT (test) DO UPDATE SET
    first_seen = min(first_seen, excluded.first_seen),
    taught_by = coalesce(excluded.taught_by, taught_by),
    expected_ms = CASE
      WHEN excluded.expected_ms IS NULL THEN expected_ms
      WHEN expected_ms IS NULL THEN excluded.expected_ms
      ELSE expected_ms + ${LEARNING} * (min(max(excluded.expected_ms, expected_ms / ${OUTLIER}),
        expected_ms * ${OUTLIER} + 1) - expected_ms) END`;

const RESULTS = `INSERT OR REPLACE INTO results
  SELECT tests.id, ?2, value ->> 4, value ->> 5, value ->> 6
  FROM json_each(?1) CROSS JOIN tests ON tests.test = value ->> 0`;
