import { assert, assertEquals } from "@std/assert";
import { drawTrend } from "../../../lib/report/draw_trend.ts";

const BAR = { startedAt: "2026-11-20T10:00:00.000Z", durationMs: 1000, isThis: false };

Deno.test("drawTrend() draws each run with its verdict, and points at this one", () => {
  const { text } = drawTrend([
    { ...BAR, runId: "r1", verdict: "passed" },
    { ...BAR, runId: "r2", verdict: "failed", isThis: true },
  ]);
  assertEquals(text.match(/class="bar (good|bad)"/g), ['class="bar good"', 'class="bar bad"']);
  assertEquals(text.match(/class="this"/g)?.length, 1);
  assert(text.includes("r2: failed, 1.0s"), text);
});

Deno.test("drawTrend() draws runs that took no time", () => {
  const { text } = drawTrend([{ ...BAR, runId: "r", verdict: "passed", durationMs: 0 }]);
  assert(!/NaN|Infinity/.test(text), text);
});
