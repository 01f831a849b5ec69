/** Finds many byte strings at once (Wu and Manber's method: it looks at every third byte or so). */
export interface ByteScanner {
  /** First place in [from, limit) where a needle may begin, or -1; `matches` then decides. */
  next(bytes: Uint8Array, from: number, limit: number): number;
  /** Indices of the needles that stand at this place whole and end before `end`, ascending. */
  matches(bytes: Uint8Array, at: number, end: number): readonly number[];
}

/** How needles are compared. */
export interface ScannerOptions {
  /** Bytes of each needle that are indexed, at most the length of the shortest needle, 2 or more. */
  readonly width: number;
  /** True when ASCII letters match in both cases; the needles are then given in lower case. */
  readonly fold: boolean;
}

const NONE: readonly number[] = [];

/** Makes a scanner for needles that are each at least `width` bytes long. */
export function createScanner(
  needles: readonly Uint8Array[],
  { width, fold }: ScannerOptions,
): ByteScanner {
  const shifts = new Uint8Array(65536).fill(width - 1);
  const heads = new Uint8Array(65536);
  const buckets: (number[] | undefined)[] = new Array(65536);
  for (const [index, needle] of needles.entries()) {
    for (let at = 0; at + 1 < width; at++) {
      for (const pair of pairsAt(needle, at, fold)) {
        shifts[pair] = Math.min(shifts[pair]!, width - 2 - at);
        if (at === 0) heads[pair] = 1;
        if (at === 0) (buckets[pair] ??= []).push(index);
      }
    }
  }
  return {
    next: (bytes, from, limit) => nextCandidate(bytes, from, limit, { shifts, heads, width }),
    matches(bytes, at, end) {
      const bucket = buckets[(bytes[at]! << 8) | bytes[at + 1]!];
      let found: number[] | undefined;
      for (let i = 0; bucket !== undefined && i < bucket.length; i++) {
        const index = bucket[i]!;
        if (standsAt(needles[index]!, bytes, at, end, fold)) (found ??= []).push(index);
      }
      return found ?? NONE;
    },
  };
}

function nextCandidate(
  bytes: Uint8Array,
  from: number,
  limit: number,
  { shifts, heads, width }: { shifts: Uint8Array; heads: Uint8Array; width: number },
): number {
  const back = width - 1;
  const stop = Math.min(limit + back, bytes.length);
  let last = from + back;
  while (last < stop) {
    const shift = shifts[(bytes[last - 1]! << 8) | bytes[last]!]!;
    if (shift !== 0) last += shift;
    else if (heads[(bytes[last - back]! << 8) | bytes[last - back + 1]!] === 1) return last - back;
    else last++;
  }
  return -1;
}

/** Five positional values: this is called for every candidate, and an options object is not free. */
function standsAt(
  needle: Uint8Array,
  bytes: Uint8Array,
  at: number,
  end: number,
  fold: boolean,
): boolean {
  if (at + needle.length > end) return false;
  for (let i = 0; i < needle.length; i++) {
    const byte = bytes[at + i]!;
    if (byte !== needle[i] && !(fold && lowered(byte) === needle[i])) return false;
  }
  return true;
}

function lowered(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}

function pairsAt(needle: Uint8Array, at: number, fold: boolean): number[] {
  const seconds = casesOf(needle[at + 1]!, fold);
  return casesOf(needle[at]!, fold).flatMap((a) => seconds.map((b) => (a << 8) | b));
}

function casesOf(byte: number, fold: boolean): number[] {
  return fold && byte >= 0x61 && byte <= 0x7a ? [byte, byte - 32] : [byte];
}
