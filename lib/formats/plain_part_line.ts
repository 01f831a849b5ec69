import { literal, skipDigits, skipText, startsWith, TEXT_BYTES } from "./json_bytes.ts";
import { type PlainDuration, readPlainDuration } from "./plain_duration.ts";

/** Where a line tells which part is meant: offsets of texts as JSON writes them, without their quotes. */
export interface PlainPlace {
  suiteStart: number;
  suiteEnd: number;
  fileStart: number;
  fileEnd: number;
  classStart: number;
  classEnd: number;
  nameStart: number;
  nameEnd: number;
}

/** What a line of `shard_plan.jsonl` in our own layout tells. */
export interface PlainPartLine extends PlainPlace, PlainDuration {
  shard: number;
  hasCount: boolean;
}

const SUITE = literal('{"suite":"');
const FILE = literal(',"file":"');
const CLASS = literal(',"class":"');
const NAME = literal(',"name":"');
const SHARD = literal(',"shard":');
const EXPECTED = literal(',"expected_ms":');
const COUNT = literal(',"count":');
const NULL = literal("null");
const [QUOTE, CLOSE, NEWLINE, ZERO] = [0x22, 0x7d, 0x0a, 0x30];

/** A place to read lines into. */
export function emptyPartLine(): PlainPartLine {
  return {
    ...{ suiteStart: 0, suiteEnd: 0, fileStart: 0, fileEnd: 0, classStart: 0, classEnd: 0 },
    ...{ nameStart: 0, nameEnd: 0, shard: 0, hasCount: false },
    ...{ durationMs: -1, durationStart: 0, durationEnd: 0 },
  };
}

/**
 * Reads the part in the line that begins at `at`, where it has exactly the layout in which we write.
 * Yields where the next line begins, or -1 for any other line, of which nothing is said.
 */
export function readPlainPartLine(bytes: Uint8Array, at: number, part: PlainPartLine): number {
  part.suiteStart = at + SUITE.length;
  let to = skipKey(bytes, at, SUITE);
  part.suiteEnd = to - 1;
  part.fileStart = to + FILE.length;
  to = skipKey(bytes, to, FILE);
  part.fileEnd = to - 1;
  part.classStart = to + CLASS.length;
  to = skipKey(bytes, to, CLASS);
  part.classEnd = to - 1;
  part.nameStart = to + NAME.length;
  to = skipKey(bytes, to, NAME);
  part.nameEnd = to - 1;
  if (to < 0 || !startsWith(bytes, to, SHARD)) return -1;
  const from = to + SHARD.length;
  to = bytes[from] === ZERO ? from + 1 : skipDigits(bytes, from);
  part.shard = digitsOf(bytes, from, to);
  if (to < 0 || !startsWith(bytes, to, EXPECTED)) return -1;
  to = readPlainDuration(bytes, to + EXPECTED.length, part);
  if (to < 0 || !startsWith(bytes, to, COUNT)) return -1;
  to += COUNT.length;
  part.hasCount = !startsWith(bytes, to, NULL);
  to = part.hasCount ? skipDigits(bytes, to) : to + NULL.length;
  return to >= 0 && bytes[to] === CLOSE && bytes[to + 1] === NEWLINE ? to + 2 : -1;
}

/** A key with the quote that opens its text; yields the place behind the closing one. */
function skipKey(bytes: Uint8Array, at: number, key: Uint8Array): number {
  if (at < 0 || !startsWith(bytes, at, key)) return -1;
  let to = at + key.length;
  while (TEXT_BYTES[bytes[to]!] === 0) to++;
  return bytes[to] === QUOTE ? to + 1 : skipText(bytes, to);
}

function digitsOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + bytes[at]! - ZERO;
  return value;
}
