import { type ByteClass, byteClass, skipClass } from "./byte_class.ts";

/** Bytes of a value that are looked at to tell a secret from a word. */
export const JUDGED_BYTES = 256;
/** Space and tab. */
export const SPACE: ByteClass = byteClass(" \t");
/** The three quotes. */
export const QUOTE: ByteClass = byteClass("\"'`");
/** The byte `\`. */
export const BACKSLASH = 92;

const WORDS = /^(?:true|false|none|null|nil|undefined|yes|no|str|string|bytes|[*x.]+)$/i;
const REFERENCE =
  /^(?:\[redacted:|\$(?:[A-Z_][A-Z0-9_]*$|[{(])|%[sdrv(]|%\w+%$|<[^>]*>?$|\{[^}]*\}?$|(?:\.{0,2}|~)\/[a-z_.-]+(?:\/|$))/;

/** False for empty values, references to variables, paths, and words that stand for "some value". */
export function plausible(bytes: Uint8Array, start: number, stop: number): boolean {
  const text = ascii(bytes, start, Math.min(stop, start + 64));
  return stop > start && !WORDS.test(text) && !REFERENCE.test(text);
}

/** Place behind an optional (escaped) quote and some spaces. */
export function skipQuoteAndSpace(bytes: Uint8Array, at: number, end: number): number {
  let next = at < end && bytes[at] === BACKSLASH ? at + 1 : at;
  if (next < end && QUOTE[bytes[next]!] === 1) next++;
  return skipClass(bytes, next, Math.min(end, next + 8), SPACE);
}

/** The bytes as text, ASCII letters in lower case. */
export function asciiLower(bytes: Uint8Array, from: number, to: number): string {
  return ascii(bytes, from, to).toLowerCase();
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
