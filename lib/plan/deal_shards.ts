import { estimateParts, type MeasuredPart } from "./estimate_parts.ts";

/** One part to be dealt out: a suite, a file or a test. */
export interface DealtPart extends MeasuredPart {
  /** Tells it from all others; also the order where nothing else decides. */
  readonly key: string;
}

/** Which shard has which part. */
export interface Deal {
  /** Index of the shard of each part, in the order in which the parts were given. */
  readonly shards: Int32Array;
  /** Milliseconds each part was taken for; null where parts were dealt by count. */
  readonly expectedMs: Float64Array | null;
  /** Milliseconds of each shard; null where parts were dealt by count. */
  readonly loads: Float64Array | null;
  readonly balancedBy: "durations" | "count";
}

/**
 * Deals parts out to shards: the longest first, each to the shard with the least to do, where durations
 * are known; else one after the other in the order of their keys. The order in which they are given
 * makes no difference, so that every machine comes to the same.
 */
export function dealShards(parts: readonly DealtPart[], total: number): Deal {
  const expectedMs = estimateParts(parts);
  const shards = new Int32Array(parts.length);
  const order = orderParts(parts, expectedMs);
  if (expectedMs === null) {
    order.forEach((at, place) => shards[at] = place % total);
    return { shards, expectedMs: null, loads: null, balancedBy: "count" };
  }
  const heap = openHeap(total);
  for (const at of order) shards[at] = heap.add(expectedMs[at] ?? 0);
  return { shards, expectedMs, loads: heap.loads, balancedBy: "durations" };
}

function orderParts(parts: readonly DealtPart[], expectedMs: Float64Array | null): Uint32Array {
  const order = Uint32Array.from(parts, (_, at) => at);
  return order.sort((a, b) => {
    const longer = expectedMs === null ? 0 : (expectedMs[b] ?? 0) - (expectedMs[a] ?? 0);
    return longer !== 0 ? longer : compareKeys(parts[a]?.key ?? "", parts[b]?.key ?? "");
  });
}

/** By code units: a locale would differ from machine to machine. */
function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Shards by what they have to do, the least first and of equals the first. */
function openHeap(total: number) {
  const loads = new Float64Array(total);
  const heap = Int32Array.from({ length: total }, (_, shard) => shard);
  const isBefore = (a: number, b: number): boolean => {
    const [x = 0, y = 0] = [loads[a], loads[b]];
    return x < y || (x === y && a < b);
  };
  const sink = (): void => {
    const shard = heap[0] ?? 0;
    let at = 0;
    for (let child = 1; child < total; child = 2 * at + 1) {
      const other = child + 1;
      if (other < total && isBefore(heap[other] ?? 0, heap[child] ?? 0)) child = other;
      if (!isBefore(heap[child] ?? 0, shard)) break;
      heap[at] = heap[child] ?? 0;
      at = child;
    }
    heap[at] = shard;
  };
  return {
    loads,
    /** Gives the part to the shard with the least to do, and tells which one that is. */
    add: (ms: number): number => {
      const shard = heap[0] ?? 0;
      loads[shard] = (loads[shard] ?? 0) + ms;
      sink();
      return shard;
    },
  };
}
