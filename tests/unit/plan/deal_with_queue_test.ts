import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { DealtPart } from "../../../lib/plan/deal_shards.ts";
import { dealWithQueue } from "../../../lib/plan/deal_with_queue.ts";

function partsOf(expected: readonly (number | null)[]): DealtPart[] {
  return expected.map((expectedMs, at) => ({ key: `k${at}`, suite: "unit", expectedMs }));
}

/** A number between 0 and 1 that is the same every time. */
function openDraw(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** When the last slot is done, if each takes the next task once it is free. */
function endOf(tasks: readonly number[], slots: number, speed: (slot: number) => number): number {
  const ends = Array.from({ length: slots }, () => 0);
  for (const ms of tasks) {
    const slot = ends.indexOf(Math.min(...ends));
    ends[slot]! += ms * speed(slot);
  }
  return Math.max(...ends);
}

Deno.test("dealWithQueue() makes no queue without durations, for one slot, or of tasks shorter than their start", () => {
  const known = partsOf(Array.from({ length: 100 }, () => 1000));
  assertEquals(dealWithQueue(partsOf([null, null]), { slots: 2, leastMs: 1 }).queued, 0);
  assertEquals(dealWithQueue(known, { slots: 1, leastMs: 1 }).queued, 0);
  assertEquals(dealWithQueue(known, { slots: 10, leastMs: 2000 }).queued, 0);
});

Deno.test("dealWithQueue() gives each part to one task, and what it expects adds up", () => {
  const times = fc.array(fc.option(fc.integer({ min: 0, max: 100_000 })), { maxLength: 200 });
  fc.assert(fc.property(times, fc.integer({ min: 1, max: 9 }), (expected, slots) => {
    const { shards, loads, expectedMs, assigned, queued } = dealWithQueue(partsOf(expected), {
      slots,
      leastMs: 100,
    });
    assertEquals(shards.length, expected.length);
    assertEquals(assigned, slots);
    assert(shards.every((shard) => shard >= 0 && shard < slots + queued));
    if (loads === null || expectedMs === null) return;
    assertEquals(loads.length, slots + queued);
    const sums = new Float64Array(loads.length);
    shards.forEach((shard, at) => sums[shard]! += expectedMs[at]!);
    sums.forEach((sum, at) => assert(Math.abs(sum - loads[at]!) < 0.01));
  }));
});

Deno.test("dealWithQueue() comes to the same plan every time, with the longest parts in advance", () => {
  const draw = openDraw(3);
  const parts = partsOf(Array.from({ length: 3000 }, () => 100 + 2000 * draw() ** 3));
  const deal = dealWithQueue(parts, { slots: 8, leastMs: 100 });
  assertEquals(deal, dealWithQueue(parts, { slots: 8, leastMs: 100 }));
  assert(deal.queued > 8);
  const loads = [...deal.loads ?? []];
  const queue = loads.slice(8);
  const sum = loads.reduce((all, ms) => all + ms, 0);
  const share = queue.reduce((all, ms) => all + ms, 0) / sum;
  assert(share > 0.29 && share <= 0.3, `${share}`);
  const longest = Math.max(...queue);
  assert(queue.at(-1)! < longest / 2);
  // Planned, it ends at the bound.
  assert(endOf(loads, 8, () => 1) < sum / 8 * 1.01);
});

Deno.test("dealWithQueue() ends within 1 % of the bound where estimates are off and nodes are slow", () => {
  const draw = openDraw(5);
  const slots = 16;
  const expected = Array.from({ length: 8000 }, () => 50 + 1500 * draw() ** 4);
  const actual = expected.map((ms) => ms * (0.6 + 0.8 * draw()));
  const speeds = Array.from({ length: slots }, (_, slot) => slot % 5 === 0 ? 1.3 : 1);
  const { shards, loads } = dealWithQueue(partsOf(expected), { slots, leastMs: 100 });
  const tasks = Array.from(loads ?? [], () => 0);
  shards.forEach((shard, at) => tasks[shard]! += actual[at]!);
  const bound = actual.reduce((sum, ms) => sum + ms, 0) /
    speeds.reduce((sum, speed) => sum + 1 / speed, 0);
  const end = endOf(tasks, slots, (slot) => speeds[slot]!);
  assert(end < bound * 1.01, `${end / bound}`);
});
