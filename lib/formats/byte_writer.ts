/** Bytes that are put together in one reused allocation. */
export interface ByteWriter {
  /** ASCII bytes that were made before, short ones. */
  word(bytes: Uint8Array): void;
  /** A stretch of bytes as it stands. */
  bytes(from: Uint8Array, start: number, end: number): void;
  text(text: string): void;
  /** Text without escapes or special letters by the table (0: it stands for itself); false, and nothing put, for any other. */
  plain(from: Uint8Array, start: number, end: number, special: Uint8Array): boolean;
  size(): number;
  /** What was put, valid until the next change. */
  view(): Uint8Array;
  clear(): void;
}

const FIRST_BYTES = 256 * 1024;
/** UTF-16 units take at most so many bytes in UTF-8. */
const BYTES_A_UNIT = 3;
/** Below, a loop is faster than a view of the bytes. */
const SHORT = 96;

/** Opens an empty writer; it grows with the most that is put before it is cleared. */
export function openByteWriter(): ByteWriter {
  const encoder = new TextEncoder();
  let store = new Uint8Array(FIRST_BYTES);
  let size = 0;
  const need = (bytes: number): void => {
    if (size + bytes <= store.length) return;
    const larger = new Uint8Array(Math.max(size + bytes, store.length * 2));
    larger.set(store.subarray(0, size));
    store = larger;
  };
  return {
    word(bytes) {
      need(bytes.length);
      for (let at = 0; at < bytes.length; at++) store[size + at] = bytes[at]!;
      size += bytes.length;
    },
    bytes(from, start, end) {
      need(end - start);
      if (end - start > SHORT) store.set(from.subarray(start, end), size);
      else for (let at = start; at < end; at++) store[size + at - start] = from[at]!;
      size += end - start;
    },
    text(text) {
      need(text.length * BYTES_A_UNIT);
      if (text.length < SHORT && putAscii(text, store, size)) size += text.length;
      else size += encoder.encodeInto(text, store.subarray(size)).written;
    },
    plain(from, start, end, special) {
      need(end - start);
      const shift = size - start;
      for (let at = start; at < end; at++) {
        const byte = from[at]!;
        if (special[byte] !== 0) return false;
        store[shift + at] = byte;
      }
      size += end - start;
      return true;
    },
    size: () => size,
    view: () => store.subarray(0, size),
    clear: () => void (size = 0),
  };
}

function putAscii(text: string, into: Uint8Array, from: number): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 127) return false;
    into[from + at] = unit;
  }
  return true;
}
