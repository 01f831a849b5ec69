import { type Deal, dealShards, type DealtPart } from "./deal_shards.ts";

/** What a deal with a queue is made for. */
export interface QueueOptions {
  /** Tasks that begin at once. */
  readonly slots: number;
  /** Where the last tasks would be shorter there is no queue: each has a start of its own. Milliseconds. */
  readonly leastMs: number;
  /** Part of the work that is dealt out in advance; 0.7 unless said. */
  readonly assigned?: number;
}

/** A deal of which the first tasks are large and begin at once, and the others small and wait their turn. */
export interface QueuedDeal extends Deal {
  /** How many tasks there are of each sort; the waiting ones are the shorter the later they begin. */
  readonly assigned: number;
  readonly queued: number;
}

/**
 * So much of the work is assigned in advance; the rest goes to whoever is done first. With 0.85 a node that
 * is 30 % slower is waited for, and with less nothing more is won: `tests/bench/queue_bench.ts`.
 */
const ASSIGNED = 0.7;
/** The last tasks of the queue are no longer than this part of a slot's work: nobody ends later by more. */
const LAST = 0.01;

/**
 * Deals parts out so that estimates may be wrong and nodes slow: most of the work in one task for each
 * slot, the longest parts first, and the shortest parts in tasks that become smaller by halves. Engines
 * start tasks in their order, so these go to the slots that are free first. Without durations, or where
 * the queue's tasks would be shorter than their own start, there is no queue.
 */
export function dealWithQueue(
  parts: readonly DealtPart[],
  { slots, leastMs, assigned: part = ASSIGNED }: QueueOptions,
): QueuedDeal {
  const plain = dealShards(parts, slots);
  const whole = { ...plain, assigned: slots, queued: 0 };
  const { expectedMs, loads } = plain;
  if (expectedMs === null || loads === null || slots < 2) return whole;
  const share = expectedMs.reduce((sum, ms) => sum + ms, 0) / slots;
  const first = share * (1 - part) / 2;
  if (share * LAST < leastMs) return whole;
  const bound = loads.reduce((most, ms) => Math.max(most, ms), 0);
  const order = Array.from(parts.keys()).sort((a, b) => expectedMs[b]! - expectedMs[a]! || a - b);
  const waiting = pickWaiting(order, expectedMs, {
    most: first,
    budget: share * slots * (1 - part),
  });
  // What is not known was taken for a median of all parts, and stays that.
  const kept = parts.flatMap(({ key, suite }, at) =>
    waiting.has(at) ? [] : [{ key, suite, expectedMs: expectedMs[at]! }]
  );
  const assigned = dealShards(kept, slots);
  const shards = new Int32Array(parts.length);
  const all: number[] = Array.from({ length: slots }, () => 0);
  let next = 0;
  for (const at of parts.keys()) {
    if (waiting.has(at)) continue;
    const shard = assigned.shards[next++]!;
    shards[at] = shard;
    all[shard]! += expectedMs[at]!;
  }
  // A part that is longer than everybody's share leaves its slot nothing of the queue, and that is fine.
  const target = openTargets(Math.min(share, bound), { slots, part });
  for (const at of order) {
    if (!waiting.has(at)) continue;
    const ms = expectedMs[at]!;
    const isFull = all.length === slots || all.at(-1)! + ms / 2 > target(all.length - slots);
    if (isFull) all.push(0);
    shards[at] = all.length - 1;
    all[all.length - 1]! += ms;
  }
  return {
    ...{ shards, expectedMs, loads: Float64Array.from(all), balancedBy: "durations" },
    ...{ assigned: slots, queued: all.length - slots },
  };
}

/** The shortest parts that together come to the queue's share of the work. */
function pickWaiting(
  order: readonly number[],
  expectedMs: Float64Array,
  { most, budget }: { readonly most: number; readonly budget: number },
): ReadonlySet<number> {
  const waiting = new Set<number>();
  let left = budget;
  for (let place = order.length - 1; place >= 0; place--) {
    const at = order[place]!;
    const ms = expectedMs[at]!;
    if (ms > most || ms > left) break;
    waiting.add(at);
    left -= ms;
  }
  return waiting;
}

/** How long the nth task of the queue is meant to be: halves, one round of all slots after the other. */
function openTargets(
  share: number,
  { slots, part }: { readonly slots: number; readonly part: number },
): (number: number) => number {
  return (number) => {
    const round = Math.floor((number - 1) / slots) + 1;
    return Math.max(share * LAST, share * (1 - part) / 2 ** round);
  };
}
