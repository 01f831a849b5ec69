/** Bytes that grow in one reused allocation; a view is valid until the next change. */
export interface ByteBuffer {
  clear(): void;
  append(bytes: Uint8Array): void;
  view(): Uint8Array;
}

/** Makes an empty byte buffer. */
export function createByteBuffer(): ByteBuffer {
  let store = new Uint8Array(0);
  let length = 0;
  const grow = (needed: number) => {
    const larger = new Uint8Array(Math.max(needed, store.length * 2, 256));
    larger.set(store.subarray(0, length));
    store = larger;
  };
  return {
    clear: () => void (length = 0),
    append(bytes) {
      if (length + bytes.length > store.length) grow(length + bytes.length);
      store.set(bytes, length);
      length += bytes.length;
    },
    view: () => store.subarray(0, length),
  };
}
