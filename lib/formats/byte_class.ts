/** A set of byte values: 1 at the index of each member, 256 entries. */
export type ByteClass = Uint8Array;

/** The class of all ASCII characters that stand in `members`; `A-Z` style ranges are spelled out by callers. */
export function byteClass(members: string): ByteClass {
  const table = new Uint8Array(256);
  for (const character of members) table[character.charCodeAt(0)] = 1;
  return table;
}

/** Every byte above space but the given ones; bytes over 127 count as text. */
export function visibleBytesExcept(excluded: string): ByteClass {
  const table = new Uint8Array(256).fill(1, 0x21);
  table[0x7f] = 0;
  for (const character of excluded) table[character.charCodeAt(0)] = 0;
  return table;
}

/** Index of the first byte in [from, end) that is not in the class, or `end`. */
export function skipClass(
  bytes: Uint8Array,
  from: number,
  end: number,
  members: ByteClass,
): number {
  let at = from;
  while (at < end && members[bytes[at]!] === 1) at++;
  return at;
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
/** `0-9`. */
export const DIGITS = "0123456789";
/** `A-Z`. */
export const UPPERS = LOWER.toUpperCase();
/** `a-z`. */
export const LOWERS = LOWER;
/** `A-Za-z0-9`. */
export const ALNUMS = LOWER + UPPERS + DIGITS;
/** Letters, digits and underscore: what an identifier is made of. */
export const WORD: ByteClass = byteClass(ALNUMS + "_");
/** ASCII digits. */
export const DIGIT: ByteClass = byteClass(DIGITS);
/** ASCII letters. */
export const LETTER: ByteClass = byteClass(LOWER + UPPERS);
/** ASCII upper-case letters. */
export const UPPER: ByteClass = byteClass(UPPERS);
