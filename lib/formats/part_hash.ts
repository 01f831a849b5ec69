import { TEXT_BYTES } from "./json_bytes.ts";
import { openKeyedHash } from "./keyed_hash.ts";
import type { PlainPlace } from "./plain_part_line.ts";

/** Hashes what tells a part of a plan from all others: suite, file, class and name. */
export interface PartHash {
  /** Both halves of the last hash. */
  readonly out: Int32Array;
  texts(suite: string, file: string, group: string, name: string): void;
  /** The same of texts that stand in bytes as JSON writes them. */
  spans(bytes: Uint8Array, place: PlainPlace): void;
}

const TEXTS = 4;
const HASH_BYTES = 8;

/** Opens a hash of parts; a part has the same hash however its texts are spelled in JSON. */
export function openPartHash(key: ArrayLike<number>): PartHash {
  const one = openKeyedHash(key);
  const words = new Int32Array(TEXTS * 2);
  const bytesOfAll = new Uint8Array(words.buffer);
  const keep = (at: number): void => {
    words[2 * at] = one.out[0]!;
    words[2 * at + 1] = one.out[1]!;
  };
  const span = (at: number, bytes: Uint8Array, start: number, end: number): void => {
    if (isPlain(bytes, start, end)) one.ascii(bytes, start, end);
    else one.text(readJsonText(bytes, start, end));
    keep(at);
  };
  // A hash of the four hashes: texts cannot flow into each other.
  const close = (): void => one.ascii(bytesOfAll, 0, TEXTS * HASH_BYTES);
  return {
    out: one.out,
    texts(...texts) {
      for (let at = 0; at < TEXTS; at++) {
        one.text(texts[at]!);
        keep(at);
      }
      close();
    },
    spans(bytes, place) {
      span(0, bytes, place.suiteStart, place.suiteEnd);
      span(1, bytes, place.fileStart, place.fileEnd);
      span(2, bytes, place.classStart, place.classEnd);
      span(3, bytes, place.nameStart, place.nameEnd);
      close();
    },
  };
}

function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (TEXT_BYTES[bytes[at]!] !== 0) return false;
  return true;
}

const decoder = new TextDecoder();

/** The text in these bytes, which stand between two quotes of JSON. */
export function readJsonText(bytes: Uint8Array, start: number, end: number): string {
  return JSON.parse(`"${decoder.decode(bytes.subarray(start, end))}"`);
}
