import { isFailing, TEST_OUTCOMES } from "../model/outcome.ts";
import type { TestRecord } from "../model/test_result.ts";
import { type ByteWriter, openByteWriter } from "./byte_writer.ts";
import { startsWith, TEXT_BYTES } from "./json_bytes.ts";
import type { PlainTestLine } from "./plain_test_line.ts";
import { readPlainTest } from "./read_test_line.ts";
import { scriptJson } from "./script_json.ts";

/** What was put of the tests, and what was not for want of room. */
export interface HtmlTestCounts {
  readonly shown: number;
  /** By outcome, those of which there are some. */
  readonly left: Readonly<Record<string, number>>;
}

/** Puts tests as lines of JSON, each the columns of many tests, for the table of a page. */
export interface HtmlTests {
  plain(bytes: Uint8Array, line: PlainTestLine): void;
  test(test: TestRecord): void;
  /** Puts what is left, and a last line with the counts. */
  end(): HtmlTestCounts;
}

/** How much may be put: a browser is to open it in a moment. */
export interface HtmlRoom {
  /** Bytes for all tests that passed. */
  readonly passedBytes: number;
  /** Bytes for all others. */
  readonly otherBytes: number;
}

/** Room for some 100,000 tests of the usual length, in a page below 15 MB. */
export const HTML_ROOM: HtmlRoom = { passedBytes: 10 * 1024 ** 2, otherBytes: 3 * 1024 ** 2 };

/** Rows of one line: its columns are held until it is whole. */
const ROWS = 1000;
const MOST_CHARS = 300;
const MESSAGE_CHARS = 300;
const PASSED = TEST_OUTCOMES.indexOf("passed");
/** What no HTML parser and no JSON parser gives a meaning. */
const PLAIN_BYTES = TEXT_BYTES.map((special, byte) =>
  special !== 0 || byte === 0x3c || byte === 0x3e || byte === 0x26 ? 1 : 0
);
const COMMA = Uint8Array.of(0x2c);
const QUOTE = Uint8Array.of(0x22);

/** One letter for each outcome, in the order of `TEST_OUTCOMES`. */
function letterOf(outcome: number): string {
  return String.fromCharCode(0x61 + outcome);
}

/** Opens such a table; memory is that of one line, however many tests there are. */
export function openHtmlTests(put: ByteWriter, room: HtmlRoom = HTML_ROOM): HtmlTests {
  const block = openBlock(put);
  const left = new Map<string, number>();
  let [passedLeft, othersLeft, shown] = [room.passedBytes, room.otherBytes, 0];
  const leave = (outcome: number): void => {
    const word = TEST_OUTCOMES[outcome]!;
    left.set(word, (left.get(word) ?? 0) + 1);
  };
  const test = (one: TestRecord): void => {
    const outcome = TEST_OUTCOMES.indexOf(one.outcome);
    const isPassed = outcome === PASSED;
    if ((isPassed ? passedLeft : othersLeft) <= 0) return leave(outcome);
    const bytes = block.test(one, outcome);
    shown++;
    if (isPassed) passedLeft -= bytes;
    else othersLeft -= bytes;
  };
  return {
    test,
    plain(bytes, line) {
      if (!isBare(line)) return test(readPlainTest(bytes, line));
      if (passedLeft <= 0) return leave(PASSED);
      const size = block.plain(bytes, line);
      if (size < 0) return test(readPlainTest(bytes, line));
      shown++;
      passedLeft -= size;
    },
    end() {
      block.flush();
      const counts = { shown, left: Object.fromEntries(left) };
      put.text(`${scriptJson(counts)}\n`);
      return counts;
    },
  };
}

/** Passed, and nothing else is told of it. */
function isBare({ outcome, isQuarantined, messageStart, messageEnd }: PlainTestLine): boolean {
  return outcome === PASSED && !isQuarantined && messageStart === messageEnd;
}

/** Columns of the rows of one line. */
function openBlock(put: ByteWriter) {
  const names = openByteWriter();
  const columns = { suite: openRuns(), file: openRuns(), group: openRuns() };
  let [rows, outcomes, durations, extras] = [0, "", "", ""];
  const flush = (): void => {
    if (rows === 0) return;
    put.text('{"n":[');
    put.bytes(names.view(), 0, names.size());
    put.text(`],"o":"${outcomes}","d":[${durations}]`);
    put.text(`,"s":[${columns.suite.take()}],"f":[${columns.file.take()}]`);
    put.text(`,"c":[${columns.group.take()}],"x":{${extras}}}\n`);
    names.clear();
    [rows, outcomes, durations, extras] = [0, "", "", ""];
  };
  const next = (outcome: number, durationMs: number): void => {
    outcomes += letterOf(outcome);
    durations += `${rows === 0 ? "" : ","}${
      durationMs < 0 ? -1 : Math.round(durationMs * 10) / 10
    }`;
    rows++;
    if (rows === ROWS) flush();
  };
  const ownBytes = (): number => names.size() + extras.length;
  return {
    flush,
    /** Bytes that it took, as far as they are its own; -1, and nothing put, for one that asks for a second look. */
    plain(bytes: Uint8Array, line: PlainTestLine): number {
      if (line.nameEnd - line.nameStart > MOST_CHARS) return -1;
      for (let at = line.nameStart; at < line.nameEnd; at++) {
        if (PLAIN_BYTES[bytes[at]!] !== 0) return -1;
      }
      const before = names.size();
      if (rows > 0) names.word(COMMA);
      names.word(QUOTE);
      names.bytes(bytes, line.nameStart, line.nameEnd);
      names.word(QUOTE);
      const size = names.size() - before + 8 +
        columns.suite.bytes(rows, bytes, line.suiteStart, line.suiteEnd) +
        columns.file.bytes(rows, bytes, line.fileStart, line.fileEnd) +
        columns.group.bytes(rows, bytes, line.classStart, line.classEnd);
      next(line.outcome, line.durationMs);
      return size;
    },
    test(one: TestRecord, outcome: number): number {
      const before = ownBytes();
      names.text(`${rows === 0 ? "" : ","}${scriptJson(cut(one.name, MOST_CHARS))}`);
      const extra = extraOf(one);
      if (extra !== null) extras += `${extras === "" ? "" : ","}"${rows}":${scriptJson(extra)}`;
      const size = ownBytes() - before + 8 + columns.suite.text(rows, one.suite) +
        columns.file.text(rows, one.file) + columns.group.text(rows, one.class);
      next(outcome, one.duration_ms ?? -1);
      return size;
    },
  };
}

/** What only some tests have: message, line, tries, whether quarantine excuses it. */
function extraOf(test: TestRecord): readonly (string | number)[] | null {
  const { message, line, earlier, quarantine, outcome } = test;
  const words = message === "" ? earlier[0]?.message ?? "" : message;
  if (words === "" && earlier.length === 0 && quarantine === null) return null;
  const isExcused = quarantine !== null && isFailing(outcome);
  return [cut(words, MESSAGE_CHARS), line ?? 0, earlier.length + 1, isExcused ? 1 : 0];
}

/** A column in which neighbours are mostly equal: a row and its text, where it differs from the one before. */
function openRuns() {
  let [last, isText, runs]: [Uint8Array | string, boolean, string] = ["", true, ""];
  const decoder = new TextDecoder();
  const add = (row: number, json: string): number => {
    const part = `${runs === "" ? "" : ","}${row},${json}`;
    runs += part;
    return part.length;
  };
  return {
    bytes(row: number, from: Uint8Array, start: number, end: number): number {
      const isSame = row > 0 && !isText && typeof last !== "string" &&
        last.length === end - start && startsWith(from, start, last);
      if (isSame) return 0;
      last = from.slice(start, end);
      isText = false;
      const text: string = JSON.parse(`"${decoder.decode(last)}"`);
      return add(row, scriptJson(cut(text, MOST_CHARS)));
    },
    text(row: number, text: string): number {
      if (row > 0 && isText && last === text) return 0;
      last = text;
      isText = true;
      return add(row, scriptJson(cut(text, MOST_CHARS)));
    },
    take(): string {
      const all = runs;
      runs = "";
      return all;
    },
  };
}

/** No half of a character is left at the end. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text.toWellFormed();
  return `${text.slice(0, most - 1).toWellFormed().replace(/\ufffd$/, "")}…`;
}
