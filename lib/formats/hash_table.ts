/** Hashes of 64 bits, each once, in the order in which they came: 16 to 24 bytes each. */
export interface HashTable {
  readonly size: number;
  /** Place of a hash in their order, or -1. */
  find(low: number, high: number): number;
  /** Adds a hash at the place `size`; false when it is there already. */
  add(low: number, high: number): boolean;
}

const SLOTS_FIRST = 1024;

/** Opens an empty table; both halves are signed 32-bit numbers of a keyed hash, so no one can fill one slot. */
export function openHashTable(): HashTable {
  let slots = new Int32Array(SLOTS_FIRST);
  let lows = new Int32Array(SLOTS_FIRST);
  let highs = new Int32Array(SLOTS_FIRST);
  let size = 0;
  /** The slot of a hash, or the empty one where it belongs; open addressing, places counted from 1. */
  const seek = (low: number, high: number): number => {
    const mask = slots.length - 1;
    let slot = high & mask;
    for (;; slot = (slot + 1) & mask) {
      const place = slots[slot]! - 1;
      if (place < 0 || (lows[place] === low && highs[place] === high)) return slot;
    }
  };
  const widen = (): void => {
    slots = new Int32Array(slots.length * 2);
    for (let place = 0; place < size; place++) slots[seek(lows[place]!, highs[place]!)] = place + 1;
  };
  return {
    get size() {
      return size;
    },
    find: (low, high) => slots[seek(low, high)]! - 1,
    add(low, high) {
      const slot = seek(low, high);
      if (slots[slot]! > 0) return false;
      if (size === lows.length) {
        lows = longer(lows);
        highs = longer(highs);
      }
      lows[size] = low;
      highs[size] = high;
      slots[slot] = ++size;
      if (size * 4 > slots.length * 3) widen();
      return true;
    },
  };
}

function longer(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const into = new Int32Array(from.length + (from.length >> 1));
  into.set(from);
  return into;
}
