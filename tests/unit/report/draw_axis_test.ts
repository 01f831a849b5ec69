import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatTick, niceTicks, place, timeTicks } from "../../../lib/report/draw_axis.ts";

Deno.test("niceTicks() begins at zero, reaches the most, and is a few", () => {
  const most = fc.double({ min: 1e-3, max: 1e15, noNaN: true });
  fc.assert(fc.property(most, fc.constantFrom(10 as const, 1024 as const), (value, base) => {
    const ticks = niceTicks(value, 3, base);
    assertEquals(ticks[0], 0);
    assert((ticks.at(-1) ?? 0) >= value * 0.999 && ticks.length <= 5, `${value}: ${ticks}`);
  }));
  assertEquals(niceTicks(150, 3), [0, 50, 100, 150]);
  assertEquals(niceTicks(100 * 1024 ** 2, 3, 1024).at(-1), 128 * 1024 ** 2);
  for (const odd of [0, -1, NaN, Infinity]) assertEquals(niceTicks(odd, 3), [0, 1]);
});

Deno.test("timeTicks() counts in steps that people tell time by, and stays within", () => {
  assertEquals(timeTicks(4200, 8), [0, 1000, 2000, 3000, 4000]);
  assertEquals(timeTicks(600_000, 8).map(formatTick).at(-1), "10m");
  fc.assert(fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (ms) => {
    const ticks = timeTicks(ms, 8);
    assert(ticks.length <= 12 && ticks.every((tick) => tick <= ms + 1), `${ms}: ${ticks}`);
  }));
});

Deno.test("formatTick() and place() say numbers shortly", () => {
  assertEquals(
    [0, 1500, 60_000, 90_000, 3_600_000, 5_400_000].map(formatTick),
    ["0", "1.5s", "1m", "1m 30s", "1h", "1h 30m"],
  );
  assertEquals([1 / 3, 2].map(place), ["0.3", "2"]);
});
