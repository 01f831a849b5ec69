import { openTestColumns, type TestColumns } from "../model/test_columns.ts";
import { carryLine } from "./carry_line.ts";
import { KEY_WORDS, openKeyedHash } from "./keyed_hash.ts";
import { type OddTest, readOddTestLine } from "./odd_test_line.ts";
import { emptyPlainLine, readPlainTestLine } from "./plain_test_line.ts";
import { storeTests } from "./store_tests.ts";

/** 32-bit numbers of the key of a comparison: one for the hash of an id, one for its check. */
export const SCAN_KEY_WORDS = 2 * KEY_WORDS;

/** Lines of a file that tell no test, by what is wrong with them. */
export interface ScanFaults {
  /** No JSON, or without the fields of a test. */
  unreadable: number;
  /** Longer than is looked at. */
  tooLong: number;
  /** Beyond the number of tests or suites that are read. */
  tooMany: number;
  /** 1 when the last line has no end. */
  torn: number;
}

/** Reads `tests.jsonl` that comes in pieces into columns; several files one after the other. */
export interface TestScanner {
  push(chunk: Uint8Array): void;
  /** Ends a file: what stands after its last line break is a torn line. */
  endFile(): void;
  /** A test that stands in no file: one that only a summary names. */
  add(test: OddTest): void;
  readonly columns: TestColumns;
  readonly faults: ScanFaults;
}

/**
 * Opens a scanner. Lines in the layout that we write are read from their bytes alone, every other one
 * by `JSON.parse`; both give the same rows. Both sides of a comparison need the same key.
 */
export function openTestScanner(key: ArrayLike<number>, room = 0): TestScanner {
  const columns = openTestColumns(room);
  const faults: ScanFaults = { unreadable: 0, tooLong: 0, tooMany: 0, torn: 0 };
  const scan = openLines(columns, faults, key);
  const carry = carryLine();
  let offset = 0;
  const scanCarried = (): void => {
    const line = carry.bytes();
    if (carry.dropped() > 0) faults.tooLong++;
    else scan.lines(line, 0, line.length, offset);
    offset += line.length + carry.dropped();
    carry.clear();
  };
  return {
    columns,
    faults,
    add: scan.add,
    push(chunk) {
      let from = 0;
      if (carry.isOpen()) {
        const stop = chunk.indexOf(NEWLINE);
        from = stop < 0 ? chunk.length : stop + 1;
        carry.add(chunk.subarray(0, from));
        if (stop < 0) return;
        scanCarried();
      }
      const end = Math.max(chunk.lastIndexOf(NEWLINE) + 1, from);
      scan.lines(chunk, from, end, offset - from);
      offset += end - from;
      if (end < chunk.length) carry.add(chunk.subarray(end));
    },
    endFile() {
      if (!carry.isOpen()) return;
      faults.torn++;
      scanCarried();
    },
  };
}

const NEWLINE = 0x0a;

/** Reads whole lines out of bytes that begin at `base` in the file. */
function openLines(columns: TestColumns, faults: ScanFaults, key: ArrayLike<number>) {
  const words = Array.from(key);
  const store = storeTests(columns, {
    ids: openKeyedHash(words.slice(0, KEY_WORDS)),
    checks: openKeyedHash(words.slice(KEY_WORDS)),
  });
  const line = emptyPlainLine();
  const count = (isStored: boolean): void => {
    if (!isStored) faults.tooMany++;
  };
  const odd = (bytes: Uint8Array, offset: number): void => {
    const test = readOddTestLine(bytes);
    if (test === null) faults.unreadable++;
    else if (test !== "empty") count(store.odd(test, offset));
  };
  return {
    add: (test: OddTest): void => count(store.odd(test, -1)),
    lines(bytes: Uint8Array, from: number, end: number, base: number): void {
      for (let at = from; at < end;) {
        const next = readPlainTestLine(bytes, at, line);
        if (next > 0) {
          count(store.plain(bytes, line, base + at));
          at = next;
          continue;
        }
        const stop = bytes.indexOf(NEWLINE, at);
        const to = stop < 0 ? end : stop;
        odd(bytes.subarray(at, to), base + at);
        at = to + 1;
      }
    },
  };
}
