/** A hash of texts that nobody can aim at, because its key is drawn anew for every use. */
export interface KeyedHash {
  /** Both halves of the last hash, as signed 32-bit numbers. */
  readonly out: Int32Array;
  /** Hashes ASCII text that stands in bytes; a text gives the same as these bytes of it. */
  ascii(bytes: Uint8Array, start: number, end: number): void;
  text(text: string): void;
}

/** Number of 32-bit numbers in a key. */
export const KEY_WORDS = 2;

const SCRATCH_BYTES = 1024;

/**
 * HalfSipHash-1-3 with 64 bits: all of it in 32-bit arithmetic, about a nanosecond a byte. Two given
 * texts share a hash with a probability of 2⁻⁶⁴, whoever chose them.
 */
export function openKeyedHash(key: ArrayLike<number>): KeyedHash {
  const out = new Int32Array(2);
  const [low, high] = [(key[0] ?? 0) | 0, (key[1] ?? 0) | 0];
  let scratch = new Uint8Array(SCRATCH_BYTES);
  const room = (bytes: number): Uint8Array => {
    if (scratch.length < bytes) scratch = new Uint8Array(bytes);
    return scratch;
  };
  return {
    out,
    ascii: (bytes, start, end) => hash(bytes, start, end, low, high, out),
    text(text) {
      const wide = isWide(text);
      const bytes = room(wide ? text.length * 2 : text.length);
      const length = wide ? putWide(text, bytes) : putNarrow(text, bytes);
      // Another key for the other form: bytes of one never stand for the text of the other.
      hash(bytes, 0, length, wide ? ~low : low, high, out);
    },
  };
}

function isWide(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return true;
  return false;
}

function putNarrow(text: string, bytes: Uint8Array): number {
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return text.length;
}

/** Units and not UTF-8: halves of surrogate pairs, which JSON can spell, stay apart. */
function putWide(text: string, bytes: Uint8Array): number {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[2 * at] = unit & 255;
    bytes[2 * at + 1] = unit >>> 8;
  }
  return text.length * 2;
}

/** The reference's rounds, written out where they are hot: a call for each word would double the time. */
function hash(
  bytes: Uint8Array,
  start: number,
  end: number,
  low: number,
  high: number,
  out: Int32Array,
): void {
  const whole = end - ((end - start) & 3);
  let v0 = low;
  let v1 = high ^ 0xee;
  let v2 = low ^ 0x6c796765;
  let v3 = high ^ 0x74656462;
  for (let at = start; at <= whole; at += 4) {
    const word = at < whole
      ? bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
      : lastWord(bytes, start, end);
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
  }
  v2 ^= 0xee;
  for (let round = 0; round < 6; round++) {
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    if (round === 2) {
      out[0] = v1 ^ v3;
      v1 ^= 0xdd;
    }
  }
  out[1] = v1 ^ v3;
}

/** What is left of less than four bytes, with the length in its highest byte. */
function lastWord(bytes: Uint8Array, start: number, end: number): number {
  let word = (end - start) << 24;
  const whole = end - ((end - start) & 3);
  for (let at = whole; at < end; at++) word |= bytes[at]! << (8 * (at - whole));
  return word;
}
