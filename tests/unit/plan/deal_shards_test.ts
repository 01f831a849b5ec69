import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { dealShards, type DealtPart } from "../../../lib/plan/deal_shards.ts";

function part(key: string, expectedMs: number | null, suite = "unit"): DealtPart {
  return { key, suite, expectedMs };
}

/** Keys in each shard, sorted. */
function keysOf(parts: readonly DealtPart[], total: number): readonly (readonly string[])[] {
  const { shards } = dealShards(parts, total);
  return Array.from(
    { length: total },
    (_, shard) => parts.flatMap(({ key }, at) => shards[at] === shard ? [key] : []).sort(),
  );
}

function makespan(parts: readonly DealtPart[], total: number): number {
  return Math.max(...dealShards(parts, total).loads ?? []);
}

/** The shortest that any way of dealing comes to: every one of them is tried. */
function bestOf(durations: readonly number[], total: number): number {
  const loads = new Array<number>(total).fill(0);
  const place = (at: number): number => {
    const ms = durations[at];
    if (ms === undefined) return Math.max(...loads);
    let best = Infinity;
    for (let shard = 0; shard < total; shard++) {
      loads[shard]! += ms;
      best = Math.min(best, place(at + 1));
      loads[shard]! -= ms;
    }
    return best;
  };
  return place(0);
}

const PARTS = fc.uniqueArray(
  fc.record({
    key: fc.string({ maxLength: 6 }),
    suite: fc.constantFrom("a", "b", "c"),
    expectedMs: fc.option(fc.integer({ min: 0, max: 500 })),
  }),
  { selector: ({ key }) => key, maxLength: 60 },
);

Deno.test("dealShards() gives the longest first, each to the shard with the least to do", () => {
  const parts = [part("a", 10), part("b", 30), part("c", 20), part("d", 25), part("e", 5)];
  assertEquals(keysOf(parts, 2), [["a", "b", "e"], ["c", "d"]]);
  const deal = dealShards(parts, 2);
  assertEquals([...deal.loads ?? []], [45, 45]);
  assertEquals(deal.balancedBy, "durations");
});

Deno.test("dealShards() goes by number and key where no duration is known", () => {
  const parts = ["d", "b", "e", "a", "c"].map((key) => part(key, null));
  assertEquals(keysOf(parts, 2), [["a", "c", "e"], ["b", "d"]]);
  const deal = dealShards(parts, 2);
  assertEquals([deal.balancedBy, deal.loads, deal.expectedMs], ["count", null, null]);
});

Deno.test("dealShards() spreads tests that reports round to nothing", () => {
  const parts = Array.from({ length: 90 }, (_, at) => part(`t${at}`, 0));
  assertEquals(keysOf(parts, 3).map(({ length }) => length), [30, 30, 30]);
});

Deno.test("dealShards() deals nothing, one, and fewer parts than there are shards", () => {
  assertEquals(keysOf([], 3), [[], [], []]);
  assertEquals(keysOf([part("a", 1)], 1), [["a"]]);
  assertEquals(keysOf([part("a", 1), part("b", 2)], 4), [["b"], ["a"], [], []]);
});

Deno.test("dealShards() gives each part to exactly one shard, whatever the order of the parts", () => {
  fc.assert(
    fc.property(
      PARTS,
      fc.integer({ min: 1, max: 9 }),
      fc.infiniteStream(fc.nat()),
      (parts, total, random) => {
        const dealt = keysOf(parts, total);
        assertEquals(dealt.flat().sort(), parts.map(({ key }) => key).sort());
        const shuffled = parts.map((one) => ({ one, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at).map(({ one }) => one);
        assertEquals(keysOf(shuffled, total), dealt);
      },
    ),
  );
});

Deno.test("dealShards() by number leaves no shard with two more than another", () => {
  fc.assert(
    fc.property(PARTS, fc.integer({ min: 1, max: 9 }), (parts, total) => {
      const unknown = parts.map((one) => ({ ...one, expectedMs: null }));
      const sizes = keysOf(unknown, total).map(({ length }) => length);
      assert(Math.max(...sizes) - Math.min(...sizes) <= 1);
    }),
  );
});

Deno.test("dealShards() is never worse than 4/3 of the best of all ways", () => {
  const durations = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(durations, fc.integer({ min: 1, max: 3 }), (all, total) => {
      const parts = all.map((ms, at) => part(`t${at}`, ms));
      const bound = bestOf(all, total) * (4 / 3 - 1 / (3 * total));
      assert(makespan(parts, total) <= bound + 1e-9);
    }),
    { numRuns: 60 },
  );
});

Deno.test("dealShards() comes within 1 % of the bound for thousands of tests, as long-tailed as real ones", () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const parts = Array.from({ length: 5_000 }, (_, at) => {
    const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    return part(`t${at}`, Math.exp(2 + 1.5 * normal));
  });
  for (const total of [2, 7, 16, 64]) {
    const all = parts.map(({ expectedMs }) => Math.max(1, expectedMs ?? 0));
    const sum = all.reduce((one, ms) => one + ms, 0);
    const bound = Math.max(Math.max(...all), sum / total);
    assert(makespan(parts, total) <= bound * 1.01, `${total} shards`);
  }
});
