import { assert, assertEquals } from "@std/assert";
import { drawTimeline, TIMELINE_ROWS } from "../../../lib/report/draw_timeline.ts";

Deno.test("drawTimeline() draws a bar for each execution, and names those without a pass", () => {
  const { text } = drawTimeline([
    { label: "unit", outcome: "failed", startMs: 0, durationMs: 1000 },
    { label: "lint <x>", outcome: "passed", startMs: 1000, durationMs: 0 },
  ]);
  assertEquals(text.match(/<rect class="bar (good|bad)"/g)?.length, 2);
  assert(text.includes("2 executions in 1.0s. Without a pass: unit."), text);
  assert(text.includes("lint &lt;x&gt;"), text);
});

Deno.test("drawTimeline() stays a picture with thousands of suites, and with none", () => {
  const rows = Array.from({ length: 5000 }, (_, at) => ({
    ...{ label: `s${at}`, outcome: "passed", startMs: at, durationMs: 1 },
  }));
  assertEquals(drawTimeline(rows).text.match(/<rect/g)?.length, TIMELINE_ROWS);
  assert(!/NaN|Infinity/.test(drawTimeline([]).text));
});
