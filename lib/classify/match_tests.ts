import { isFailing, TEST_OUTCOMES } from "../model/outcome.ts";
import { QUARANTINED, type TestColumns } from "../model/test_columns.ts";

/** No row: the other run does not tell this test. */
export const NO_ROW = -1;
/** Another row of the same id stands for this one. */
export const REPEATED = -2;

/** Which rows of two runs are of one test. */
export interface TestMatches {
  /** For each row of the new run, its row of the baseline, `NO_ROW` or `REPEATED`. */
  readonly beforeOf: Int32Array;
  /** For each row of the baseline, the row of the new run that stands for it, `NO_ROW` or `REPEATED`. */
  readonly afterOf: Int32Array;
  /** Rows of an id that was there already. */
  readonly repeatedBefore: number;
  readonly repeatedAfter: number;
}

/** How bad an outcome is, by state; of several rows of one id, the worst of the new run counts. */
const BADNESS = Uint8Array.from({ length: 2 * QUARANTINED }, (_, state) => {
  const outcome = TEST_OUTCOMES[state & (QUARANTINED - 1)];
  if (outcome === undefined || outcome === "skipped" || outcome === "not-run") return 0;
  if (isFailing(outcome)) return state & QUARANTINED ? 3 : 4;
  return outcome === "flaky" ? 2 : 1;
});
const FAILS = 4;

/**
 * Matches the tests of two runs by the hashes of their ids. Of an id with several rows, the worst
 * counts in the new run (and each failing one is matched), the best in the baseline: a repetition
 * hides no new failure. Neither do two ids of one hash: a failure counts as known only where a second
 * hash agrees, which by chance is so in one of 2¹²⁸ pairs.
 */
export function matchTests(before: TestColumns, after: TestColumns): TestMatches {
  const afterOf = new Int32Array(before.count).fill(NO_ROW);
  const known = openIndex(before, before.count);
  let repeatedBefore = 0;
  for (let row = 0; row < before.count; row++) {
    const slot = known.find(before, row);
    const there = known.rows[slot]! - 1;
    if (there < 0) known.rows[slot] = row + 1;
    else {
      repeatedBefore++;
      const isBetter = BADNESS[before.state[row]!]! <= BADNESS[before.state[there]!]!;
      afterOf[isBetter ? there : row] = REPEATED;
      if (isBetter) known.rows[slot] = row + 1;
    }
  }
  const matched = matchAfter(before, after, { afterOf, known });
  return { ...matched, afterOf, repeatedBefore };
}

function matchAfter(
  before: TestColumns,
  after: TestColumns,
  { afterOf, known }: { readonly afterOf: Int32Array; readonly known: RowIndex },
): Pick<TestMatches, "beforeOf" | "repeatedAfter"> {
  const beforeOf = new Int32Array(after.count).fill(NO_ROW);
  let fresh: RowIndex | null = null;
  let [next, repeatedAfter] = [0, 0];
  for (let row = 0; row < after.count; row++) {
    // Most runs tell their tests in the order of the last one: then nothing is looked up.
    const isNext = next < before.count && isSame(before, next, after, row);
    const there = isNext && afterOf[next]! === NO_ROW
      ? next
      : known.rows[known.find(after, row)]! - 1;
    if (there >= 0) {
      next = there + 1;
      beforeOf[row] = there;
      const rival = afterOf[there]!;
      if (rival >= 0) repeatedAfter++;
      if (rival < 0 || isWorse(after, row, rival)) afterOf[there] = row;
      const loser = rival < 0 ? NO_ROW : afterOf[there] === row ? rival : row;
      if (loser >= 0 && BADNESS[after.state[loser]!]! < FAILS) beforeOf[loser] = REPEATED;
      continue;
    }
    fresh ??= openIndex(after, after.count);
    const slot = fresh.find(after, row);
    const rival = fresh.rows[slot]! - 1;
    if (rival >= 0) repeatedAfter++;
    const wins = rival < 0 || isWorse(after, row, rival);
    const loser = rival < 0 ? NO_ROW : wins ? rival : row;
    if (wins) fresh.rows[slot] = row + 1;
    if (loser >= 0 && BADNESS[after.state[loser]!]! < FAILS) beforeOf[loser] = REPEATED;
  }
  return { beforeOf, repeatedAfter };
}

function isSame(before: TestColumns, one: number, after: TestColumns, other: number): boolean {
  return before.hashLow[one] === after.hashLow[other] &&
    before.hashHigh[one] === after.hashHigh[other];
}

function isWorse({ state }: TestColumns, row: number, than: number): boolean {
  return BADNESS[state[row]!]! >= BADNESS[state[than]!]!;
}

interface RowIndex {
  /** A row and 1 more; 0 for a free slot. */
  readonly rows: Int32Array;
  /** The slot of the test in a row of any columns: taken by its id, or free for it. */
  find(columns: TestColumns, row: number): number;
}

/** A table of hashes with open addresses, at most half full. */
function openIndex(of: TestColumns, count: number): RowIndex {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2 * count, 16)));
  const mask = size - 1;
  const rows = new Int32Array(size);
  return {
    rows,
    find(columns, row) {
      const [low, high] = [columns.hashLow[row]!, columns.hashHigh[row]!];
      let slot = low & mask;
      for (;; slot = (slot + 1) & mask) {
        const there = rows[slot]! - 1;
        if (there < 0) return slot;
        if (of.hashLow[there] === low && of.hashHigh[there] === high) return slot;
      }
    },
  };
}
