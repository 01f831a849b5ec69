import {
  CASES,
  FIRST,
  foldCode,
  hashSlot,
  type IndexedLiteral,
  KEY_SIZE,
  LAST,
  LENGTH,
  NEXT,
  OFFSET,
  type SignatureIndex,
} from "./index_signatures.ts";

/** Characters that are read at a time; the last four of them begin the next time. */
const STRETCH = 16 * 1024;
const WORDS = new Int32Array(STRETCH / 4);
/** Used again for every stretch; nothing in here waits, so nobody else is using it. */
const BYTES = new Uint8Array(WORDS.buffer, 0, STRETCH);
const encoder = new TextEncoder();

/**
 * Tells of every place of a text where a literal of the index may begin, from the first to the last;
 * `standsAt` says whether it does. Each four characters are looked up in a table that is nearly empty,
 * four places at a time.
 */
export function scanLiterals(
  index: SignatureIndex,
  text: string,
  tell: (literal: IndexedLiteral, at: number) => void,
): void {
  const { heads, literals, keys } = index;
  const tellChain = (head: number, at: number) => {
    for (let nth = head - 1; nth >= 0; nth = keys[nth * KEY_SIZE + NEXT]! - 1) {
      const key = nth * KEY_SIZE;
      const start = at - keys[key + OFFSET]!;
      // Most of what the table finds is something else, and is told by its ends.
      if (
        foldCode(text.charCodeAt(start)) === keys[key + FIRST]! &&
        foldCode(text.charCodeAt(start + keys[key + LENGTH]! - 1)) === keys[key + LAST]!
      ) tell(literals[nth]!, start);
    }
  };
  for (let from = 0; from < text.length; from += STRETCH - 4) {
    const words = Math.min(Math.ceil(writeBytes(text, from) / 4), WORDS.length - 1);
    let next = WORDS[0]! | CASES;
    for (let nth = 0; nth < words; nth++) {
      const here = next;
      next = WORDS[nth + 1]! | CASES;
      const second = (here >>> 8) | (next << 24);
      const third = (here >>> 16) | (next << 16);
      const fourth = (here >>> 24) | (next << 8);
      const found = heads[hashSlot(here)]! | heads[hashSlot(second)]! |
        heads[hashSlot(third)]! | heads[hashSlot(fourth)]!;
      if (found === 0) continue;
      const at = from + nth * 4;
      tellChain(heads[hashSlot(here)]!, at);
      tellChain(heads[hashSlot(second)]!, at + 1);
      tellChain(heads[hashSlot(third)]!, at + 2);
      tellChain(heads[hashSlot(fourth)]!, at + 3);
    }
  }
}

/** Writes a byte for each character from a place on, as far as there is room; yields how many. */
function writeBytes(text: string, from: number): number {
  const part = text.slice(from, from + STRETCH);
  const { read, written } = encoder.encodeInto(part, BYTES);
  // Nothing but ASCII is one byte each already, and that much quicker.
  if (read !== part.length || written !== part.length) {
    for (let at = 0; at < part.length; at++) BYTES[at] = part.charCodeAt(at);
  }
  return part.length;
}

/** True where a text holds a literal at a place, which may lie outside of it. */
export function standsAt(
  text: string,
  { text: exact, folded }: IndexedLiteral,
  at: number,
): boolean {
  if (at < 0) return false;
  if (folded === null) return text.startsWith(exact, at);
  for (let nth = 0; nth < folded.length; nth++) {
    if (foldCode(text.charCodeAt(at + nth)) !== folded.charCodeAt(nth)) return false;
  }
  return true;
}
