import { literal, startsWith } from "./json_bytes.ts";

/** What is read of a duration, and where it stands. */
export interface PlainDuration {
  durationMs: number;
  durationStart: number;
  durationEnd: number;
}

const NULL = literal("null");
const [ZERO, NINE, DOT] = [0x30, 0x39, 0x2e];

/** Digits of a number that are read; what follows them changes a float of 32 bits by nothing. */
const DIGITS_READ = 15;

/**
 * Reads a duration as JSON writes it, without exponent: milliseconds, or negative for null. Yields the
 * place behind it, or -1 where none stands there.
 */
export function readPlainDuration(bytes: Uint8Array, at: number, line: PlainDuration): number {
  line.durationStart = at;
  if (startsWith(bytes, at, NULL)) {
    line.durationMs = -1;
    return line.durationEnd = at + NULL.length;
  }
  let to = at;
  let value = 0;
  for (; bytes[to]! >= ZERO && bytes[to]! <= NINE; to++) value = value * 10 + bytes[to]! - ZERO;
  const digits = to - at;
  if (digits === 0 || digits > DIGITS_READ || (digits > 1 && bytes[at] === ZERO)) return -1;
  if (bytes[to] === DOT) {
    const from = ++to;
    let unit = 1;
    for (; bytes[to]! >= ZERO && bytes[to]! <= NINE; to++) {
      if (digits + to - from >= DIGITS_READ) continue;
      unit *= 10;
      value = value * 10 + bytes[to]! - ZERO;
    }
    if (to === from) return -1;
    value /= unit;
  }
  line.durationMs = value;
  // An exponent, or anything else, is no key.
  return line.durationEnd = to;
}

const decoder = new TextDecoder();

/** The very number that `JSON.parse` would read, or null, of a line that was read. */
export function exactDuration(bytes: Uint8Array, line: PlainDuration): number | null {
  if (line.durationMs < 0) return null;
  const { durationStart: start, durationEnd: end } = line;
  // As many digits as a double holds for sure were read without loss.
  return end - start <= DIGITS_READ
    ? line.durationMs
    : Number(decoder.decode(bytes.subarray(start, end)));
}
