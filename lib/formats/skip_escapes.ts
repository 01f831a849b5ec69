/** A stretch of a stream without its terminal escapes, and where each byte of it stood. */
export interface PlainView {
  readonly plain: Uint8Array;
  /** Place in the data of each plain byte; one more for the end of what is decided. */
  readonly places: Uint32Array;
}

const ESCAPE = 0x1b;
const BRACKET = 0x5b;
/** Longer ones are no colours of any tool; they count as plain bytes. */
const ESCAPE_MAX = 64;

/** True when there is anything to skip. */
export function hasEscapes(data: Uint8Array): boolean {
  return data.includes(ESCAPE);
}

/**
 * The data without sequences such as colours (`ESC [ 3 1 m`). One that is not finished at the end is
 * left undecided, unless no more data will come.
 */
export function skipEscapes(data: Uint8Array, final: boolean): PlainView {
  const plain = new Uint8Array(data.length);
  const places = new Uint32Array(data.length + 1);
  let length = 0;
  let at = 0;
  while (at < data.length) {
    const skipped = data[at] === ESCAPE ? escapeLength(data, at) : 0;
    if (skipped === null && !final) break;
    if (skipped !== null && skipped > 0) {
      at += skipped;
      continue;
    }
    plain[length] = data[at]!;
    places[length++] = at++;
  }
  places[length] = at;
  return { plain: plain.subarray(0, length), places: places.subarray(0, length + 1) };
}

/** Length of the sequence that begins here: 0 for none, null when its end is not there yet. */
function escapeLength(data: Uint8Array, start: number): number | null {
  if (start + 1 >= data.length) return null;
  if (data[start + 1] !== BRACKET) return 0;
  const limit = start + ESCAPE_MAX;
  for (let at = start + 2; at < Math.min(data.length, limit); at++) {
    const byte = data[at]!;
    if (byte >= 0x40 && byte <= 0x7e) return at + 1 - start;
    if (byte < 0x20 || byte > 0x3f) return 0;
  }
  return data.length < limit ? null : 0;
}
