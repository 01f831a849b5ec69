import { isFailing, TEST_OUTCOMES, type TestOutcome } from "./outcome.ts";

/**
 * Tests of a run as columns, one row for each line that tells a test: about 26 bytes a test, and no
 * object and no text for any of them. Columns are longer than they are filled: `count` rows are.
 */
export interface TestColumns {
  count: number;
  /** Both halves of the keyed hash of the id. */
  hashLow: Int32Array;
  hashHigh: Int32Array;
  /** Index in `TEST_OUTCOMES`; with `QUARANTINED` added where quarantine excuses it. */
  state: Uint8Array;
  /** Milliseconds; negative where it is not told. */
  durationMs: Float32Array;
  /** Index in `suites`. */
  suite: Uint16Array;
  /** Where its line begins, counted over all files in their order. */
  offset: Float64Array;
  readonly suites: string[];
  /** Rows that failed or are flaky, in their order, with what only those need. */
  readonly marked: MarkedColumns;
}

/** What is kept of a test that did not simply pass. */
export interface MarkedColumns {
  count: number;
  row: Uint32Array;
  /** A second hash of the id under a key of its own. */
  checkLow: Int32Array;
  checkHigh: Int32Array;
  /** Hash of the fingerprint; both 0 where there is none. */
  printLow: Int32Array;
  printHigh: Int32Array;
}

/** Added to the state of a test that fails and is excused. */
export const QUARANTINED = 32;
/** Suites that are told apart; tests of any further one are not read. */
export const SUITES_MAX = 65_535;
/** Tests that are read of one run. */
export const ROWS_MAX = 16_000_000;

/** Outcomes of which a comparison wants to know more than how often they are. */
export const MARKED: readonly boolean[] = TEST_OUTCOMES.map((outcome) =>
  isFailing(outcome) || outcome === "flaky"
);

/** Empty columns with room for so many tests; room that stays unused costs no memory. */
export function openTestColumns(room: number): TestColumns {
  const rows = Math.min(Math.max(room, 16), ROWS_MAX);
  return {
    count: 0,
    hashLow: new Int32Array(rows),
    hashHigh: new Int32Array(rows),
    state: new Uint8Array(rows),
    durationMs: new Float32Array(rows),
    suite: new Uint16Array(rows),
    offset: new Float64Array(rows),
    suites: [],
    marked: {
      count: 0,
      row: new Uint32Array(16),
      checkLow: new Int32Array(16),
      checkHigh: new Int32Array(16),
      printLow: new Int32Array(16),
      printHigh: new Int32Array(16),
    },
  };
}

/** Makes room for one more test; false when there are as many as are read. */
export function growColumns(columns: TestColumns): boolean {
  const { count } = columns;
  if (count < columns.state.length) return true;
  if (count >= ROWS_MAX) return false;
  const rows = Math.min(ROWS_MAX, count + (count >> 1) + 16);
  columns.hashLow = grown(columns.hashLow, new Int32Array(rows));
  columns.hashHigh = grown(columns.hashHigh, new Int32Array(rows));
  columns.state = grown(columns.state, new Uint8Array(rows));
  columns.durationMs = grown(columns.durationMs, new Float32Array(rows));
  columns.suite = grown(columns.suite, new Uint16Array(rows));
  columns.offset = grown(columns.offset, new Float64Array(rows));
  return true;
}

/** Makes room for one more marked test. */
export function growMarked(marked: MarkedColumns): void {
  if (marked.count < marked.row.length) return;
  const rows = marked.count * 2;
  marked.row = grown(marked.row, new Uint32Array(rows));
  marked.checkLow = grown(marked.checkLow, new Int32Array(rows));
  marked.checkHigh = grown(marked.checkHigh, new Int32Array(rows));
  marked.printLow = grown(marked.printLow, new Int32Array(rows));
  marked.printHigh = grown(marked.printHigh, new Int32Array(rows));
}

function grown<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** Place of a row among the marked ones, or -1; rows stand there in their order. */
export function markOf({ count, row }: MarkedColumns, wanted: number): number {
  let [low, high] = [0, count - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = row[middle]!;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** How the test of a row ended. */
export function outcomeOf({ state }: TestColumns, row: number): TestOutcome {
  return TEST_OUTCOMES[state[row]! & (QUARANTINED - 1)]!;
}
