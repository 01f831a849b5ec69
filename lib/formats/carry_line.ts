/** Bytes of a line that are looked at; a record keeps the text of every try, so it may be long. */
export const LINE_BYTES_MAX = 16 * 1024 ** 2;

const FIRST_BYTES = 64 * 1024;

/** The line that is not over at the end of a piece. */
export interface LineCarry {
  isOpen(): boolean;
  /** What is kept of it, at most `LINE_BYTES_MAX`. */
  bytes(): Uint8Array;
  /** How many bytes there were beyond. */
  dropped(): number;
  add(piece: Uint8Array): void;
  clear(): void;
}

/** Opens an empty carry; its memory grows with the longest line it sees. */
export function carryLine(): LineCarry {
  let buffer = new Uint8Array(FIRST_BYTES);
  let [length, beyond] = [0, 0];
  return {
    isOpen: () => length > 0 || beyond > 0,
    bytes: () => buffer.subarray(0, length),
    dropped: () => beyond,
    add(piece: Uint8Array): void {
      const kept = Math.min(piece.length, LINE_BYTES_MAX - length);
      if (length + kept > buffer.length) {
        const larger = new Uint8Array(Math.min(LINE_BYTES_MAX, (length + kept) * 2));
        larger.set(buffer.subarray(0, length));
        buffer = larger;
      }
      buffer.set(piece.subarray(0, kept), length);
      length += kept;
      beyond += piece.length - kept;
    },
    clear(): void {
      [length, beyond] = [0, 0];
    },
  };
}
