const [QUOTE, BACKSLASH, SPACE, DELETE] = [0x22, 0x5c, 0x20, 0x7f];
const [ZERO, NINE] = [0x30, 0x39];
const U = 0x75;
/** Behind a backslash. */
const ESCAPED = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));

/** 0 for a byte that stands for itself in a JSON text of ASCII; every other one asks for a second look. */
export const TEXT_BYTES: Uint8Array = Uint8Array.from(
  { length: 256 },
  (_, byte) => Number(byte < SPACE || byte === QUOTE || byte === BACKSLASH || byte > DELETE),
);

/** The bytes of an ASCII text, to compare others with. */
export function literal(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** True when these very bytes stand there. */
export function startsWith(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) {
    if (bytes[at + index] !== word[index]) return false;
  }
  return true;
}

/** More of them may tell a number that a double cannot hold. */
const DIGITS_MAX = 15;

/** Where a whole positive number without exponent ends, or -1 when none stands there, or a huge one. */
export function skipDigits(bytes: Uint8Array, at: number): number {
  let to = at;
  while (bytes[to]! >= ZERO && bytes[to]! <= NINE) to++;
  return to === at || to - at > DIGITS_MAX || bytes[at] === ZERO ? -1 : to;
}

/**
 * The place behind the quote that closes a JSON text, from anywhere in it that is no escape; -1 where
 * it is none: a control character, a wrong escape, no end. Bytes beyond ASCII are not looked at.
 */
export function skipText(bytes: Uint8Array, at: number): number {
  for (let to = at; to < bytes.length; to++) {
    const byte = bytes[to]!;
    if (byte === QUOTE) return to + 1;
    if (byte < SPACE) return -1;
    if (byte !== BACKSLASH) continue;
    to++;
    if (bytes[to] === U) {
      for (let digit = 0; digit < 4; digit++) if (!isHex(bytes[++to])) return -1;
    } else if (!ESCAPED.has(bytes[to] ?? 0)) return -1;
  }
  return -1;
}

function isHex(byte: number | undefined): boolean {
  return byte !== undefined &&
    ((byte >= ZERO && byte <= NINE) || ((byte | 32) >= 0x61 && (byte | 32) <= 0x66));
}
