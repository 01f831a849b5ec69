import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { openHashTable } from "../../../lib/formats/hash_table.ts";

Deno.test("openHashTable() keeps each hash once at the place in which it came, also when it grows", () => {
  const half = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.tuple(half, half), { maxLength: 3000 }), (pairs) => {
      const table = openHashTable();
      const places = new Map<string, number>();
      for (const [low, high] of pairs) {
        const key = `${low} ${high}`;
        assertEquals(table.find(low, high), places.get(key) ?? -1);
        assertEquals(table.add(low, high), !places.has(key));
        if (!places.has(key)) places.set(key, places.size);
        assertEquals([table.find(low, high), table.size], [places.get(key)!, places.size]);
      }
    }),
    { numRuns: 30 },
  );
  const many = openHashTable();
  for (let at = 0; at < 50_000; at++) assertEquals(many.add(at, Math.imul(at, 0x9e3779b9)), true);
  for (let at = 0; at < 50_000; at++) assertEquals(many.find(at, Math.imul(at, 0x9e3779b9)), at);
  assertEquals(many.find(-1, 7), -1);
});
