import { isFailing, TEST_OUTCOMES } from "../model/outcome.ts";
import {
  growColumns,
  growMarked,
  MARKED,
  QUARANTINED,
  SUITES_MAX,
  type TestColumns,
} from "../model/test_columns.ts";
import { startsWith } from "./json_bytes.ts";
import type { KeyedHash } from "./keyed_hash.ts";
import type { OddTest } from "./odd_test_line.ts";
import type { PlainTestLine } from "./plain_test_line.ts";

/** How tests are told apart: by one hash, and where it matters by a second one too. */
export interface TestHashes {
  readonly ids: KeyedHash;
  readonly checks: KeyedHash;
}

/** Takes tests one by one; false for one beyond what is read. */
export interface TestStore {
  /** A line of our own layout that stands in these bytes, with its offset in the file. */
  plain(bytes: Uint8Array, line: PlainTestLine, offset: number): boolean;
  /** Any other test; offset -1 for one that stands in no file. */
  odd(test: OddTest, offset: number): boolean;
}

/** Puts tests into columns, as rows and, where one failed or is flaky, as marks. */
export function storeTests(columns: TestColumns, { ids, checks }: TestHashes): TestStore {
  const suites = openSuites(columns);
  const put = (suite: number, outcome: number, durationMs: number, offset: number): boolean => {
    if (suite < 0 || !growColumns(columns)) return false;
    const row = columns.count++;
    columns.hashLow[row] = ids.out[0]!;
    columns.hashHigh[row] = ids.out[1]!;
    columns.state[row] = outcome;
    columns.durationMs[row] = durationMs;
    columns.suite[row] = suite;
    columns.offset[row] = offset;
    return true;
  };
  return {
    plain(bytes, line, offset) {
      ids.ascii(bytes, line.idStart, line.idEnd);
      const suite = suites.at(bytes, line.suiteStart, line.suiteEnd);
      const state = stateOf(line.outcome, line.isQuarantined);
      if (!put(suite, state, line.durationMs, offset)) return false;
      if (!MARKED[line.outcome]) return true;
      checks.ascii(bytes, line.idStart, line.idEnd);
      const at = addMark(columns, checks);
      if (line.printEnd === line.printStart) return true;
      ids.ascii(bytes, line.printStart, line.printEnd);
      addPrint(columns, at, ids);
      return true;
    },
    odd(test, offset) {
      ids.text(test.id);
      const outcome = TEST_OUTCOMES.indexOf(test.outcome);
      const state = stateOf(outcome, test.isQuarantined);
      if (!put(suites.of(test.suite), state, test.durationMs, offset)) return false;
      if (!MARKED[outcome]) return true;
      checks.text(test.id);
      const at = addMark(columns, checks);
      if (test.fingerprint === "") return true;
      ids.text(test.fingerprint);
      addPrint(columns, at, ids);
      return true;
    },
  };
}

const decoder = new TextDecoder();

/** Indices of suites by name; -1 beyond `SUITES_MAX`. */
function openSuites(columns: TestColumns) {
  const indices = new Map<string, number>();
  let lastSuite = new Uint8Array(0);
  let lastIndex = -1;
  const of = (suite: string): number => {
    const known = indices.get(suite);
    if (known !== undefined) return known;
    if (columns.suites.length >= SUITES_MAX) return -1;
    indices.set(suite, columns.suites.length);
    return columns.suites.push(suite) - 1;
  };
  return {
    of,
    /** Most lines have the suite of the line before, of which no text is made. */
    at(bytes: Uint8Array, start: number, end: number): number {
      const isSame = lastIndex >= 0 && end - start === lastSuite.length &&
        startsWith(bytes, start, lastSuite);
      if (isSame) return lastIndex;
      lastSuite = bytes.slice(start, end);
      lastIndex = of(decoder.decode(lastSuite));
      return lastIndex;
    },
  };
}

function addMark({ count, marked }: TestColumns, checks: KeyedHash): number {
  growMarked(marked);
  marked.row[marked.count] = count - 1;
  marked.checkLow[marked.count] = checks.out[0]!;
  marked.checkHigh[marked.count] = checks.out[1]!;
  return marked.count++;
}

function addPrint({ marked }: TestColumns, at: number, prints: KeyedHash): void {
  marked.printLow[at] = prints.out[0]!;
  marked.printHigh[at] = prints.out[1]!;
}

function stateOf(outcome: number, isQuarantined: boolean): number {
  return isQuarantined && isFailing(TEST_OUTCOMES[outcome]!) ? outcome | QUARANTINED : outcome;
}
