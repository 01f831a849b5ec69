import { emptyPlainLine, type PlainTestLine, readPlainTestLine } from "./plain_test_line.ts";
import { type PieceReader, wholeLines } from "./whole_lines.ts";

/** Takes the lines of a `tests.jsonl`; bytes are valid during the call alone. */
export interface TestLineTaker {
  /**
   * A line in the very layout in which we write, with every field and in valid UTF-8: it may be copied as
   * it is, and `JSON.parse` makes a whole record of it. The same object is filled for every line.
   */
  plain(bytes: Uint8Array, line: PlainTestLine): void;
  /** Any other line that is not empty, without its line break: a test in another layout, or none. */
  odd(line: Uint8Array): void;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Opens a reader of a file of tests that comes in pieces. */
export function readTestLines({ plain, odd }: TestLineTaker): PieceReader {
  const line = emptyPlainLine();
  const take = (bytes: Uint8Array): void => {
    if (bytes.length > (bytes[0] === RETURN ? 1 : 0)) odd(bytes);
  };
  return wholeLines({
    broken: take,
    lines(bytes, from, end) {
      const isAscii = isAsciiBytes(bytes, from, end);
      for (let at = from; at < end;) {
        const next = readPlainTestLine(bytes, at, line);
        if (next > 0 && line.hasPrint && (isAscii || isUtf8(bytes.subarray(at, next)))) {
          plain(bytes, line);
          at = next;
          continue;
        }
        const stop = bytes.indexOf(NEWLINE, at);
        take(bytes.subarray(at, stop));
        at = stop + 1;
      }
    },
  });
}

const WORD = 4;
/** The highest bit of each of four bytes. */
const HIGH_BITS = 0x80808080;

/** Four bytes at a time: each byte alone takes as long as all else that is done with a line. */
function isAsciiBytes(bytes: Uint8Array, from: number, end: number): boolean {
  const first = from + (WORD - 1) - ((bytes.byteOffset + from + WORD - 1) % WORD);
  const count = Math.max(0, Math.floor((end - first) / WORD));
  let all = 0;
  if (count > 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + first, count);
    for (let at = 0; at < count; at++) all |= words[at]!;
  }
  for (let at = from; at < Math.min(first, end); at++) all |= bytes[at]!;
  for (let at = Math.max(from, first + count * WORD); at < end; at++) all |= bytes[at]!;
  return (all & HIGH_BITS) === 0;
}

const strict = new TextDecoder("utf-8", { fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
