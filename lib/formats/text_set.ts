import { readJsonText } from "./part_hash.ts";
import { startsWith } from "./json_bytes.ts";

/** Few texts that many lines repeat. */
export interface TextSet {
  readonly all: Set<string>;
  /** True when a text that stands in bytes as JSON writes it is among them. */
  has(bytes: Uint8Array, start: number, end: number): boolean;
  /** Adds such a text. */
  span(bytes: Uint8Array, start: number, end: number): void;
}

/** Opens a set of texts; of one that is the same as in the line before, no text is made. */
export function openTextSet(all: Set<string> = new Set()): TextSet {
  let last = new Uint8Array(0);
  let isThere: boolean | null = null;
  const isLast = (bytes: Uint8Array, start: number, end: number): boolean =>
    isThere !== null && end - start === last.length && startsWith(bytes, start, last);
  const look = (bytes: Uint8Array, start: number, end: number, isAdded: boolean): void => {
    last = bytes.slice(start, end);
    const text = readJsonText(bytes, start, end);
    if (isAdded) all.add(text);
    isThere = all.has(text);
  };
  return {
    all,
    has(bytes, start, end) {
      if (!isLast(bytes, start, end)) look(bytes, start, end, false);
      return isThere === true;
    },
    span(bytes, start, end) {
      if (!isLast(bytes, start, end) || isThere !== true) look(bytes, start, end, true);
    },
  };
}
