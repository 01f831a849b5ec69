import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { parseDuration, spellDuration } from "../../../lib/model/duration.ts";

Deno.test("parseDuration() reads seconds and sums of units", () => {
  const cases: [string | number, number][] = [
    [1, 1000],
    [0.25, 250],
    ["90", 90_000],
    ["90s", 90_000],
    ["10m", 600_000],
    ["1h30m", 5_400_000],
    ["250ms", 250],
    ["1.5h", 5_400_000],
    ["1d", 86_400_000],
    ["1m500ms", 60_500],
    [" 2S ", 2000],
  ];
  for (const [text, ms] of cases) assertEquals(parseDuration(text), { ok: true, value: ms });
});

Deno.test("parseDuration() refuses zero, negatives, disorder and what no timer holds", () => {
  const refused = ["", "0", "0s", "0.0001s", "-1", "-5m", "NaN", "Infinity", "ten", "30m1h", "1x"];
  for (const text of [...refused, "25d", "1e3", "1 m", NaN, 0, -1, Infinity]) {
    const duration = parseDuration(text);
    assertEquals(duration.ok, false, `accepted ${text}`);
    if (!duration.ok) assertStringIncludes(duration.error, `"${text}"`);
  }
});

Deno.test("spellDuration() reads back to the same milliseconds", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (ms) => {
    assertEquals(parseDuration(spellDuration(ms)), { ok: true, value: ms });
  }));
  assertEquals(spellDuration(1_800_000), "30m");
  assertEquals(spellDuration(5_400_250), "1h30m250ms");
});
