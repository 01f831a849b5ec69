import { assert, assertEquals } from "@std/assert";
import { drawSeries, type Series } from "../../../lib/report/draw_series.ts";
import { sampleAt } from "../../support/sample_sample.ts";

const MIB = 1024 ** 2;
const SERIES: Series = {
  key: "s0",
  title: "Attempt 1",
  points: [0, 1, 2, 3].map((at) =>
    sampleAt(at * 1000, {
      ...{ memory_bytes: at * 16 * MIB, memory_peak_bytes: at * 16 * MIB, cpu_percent: at * 20 },
      output_bytes: at < 2 ? 0 : 500,
    })
  ),
  memoryLimitBytes: 64 * MIB,
  cpus: 2,
  marks: [
    { atMs: 0, kind: "start", label: "start" },
    { atMs: 3000, kind: "oom", label: "oom" },
    { atMs: 3100, kind: "die", label: "exit 137" },
  ],
};

Deno.test("drawSeries() draws the limit in, and marks what happened", () => {
  const { text } = drawSeries(SERIES);
  assert(text.includes("memory, peak 48 MiB, limit 64 MiB"), text);
  assertEquals(text.match(/class="limit"/g)?.length, 2);
  assertEquals(text.match(/class="mark (start|oom|die)"/g)?.length, 3);
  assert(text.includes(">oom, exit 137</text>"), "two events that are close are told together");
});

Deno.test("drawSeries() says in words what it draws", () => {
  const { text } = drawSeries(SERIES);
  const said = /<desc id="s0-d">([^<]*)<\/desc>/.exec(text)?.[1];
  assertEquals(
    said,
    "memory up to 48 MiB of 64 MiB; processor up to 60 % of 200 %; output up to 500 bytes. " +
      "Events: start at 0; oom at 3s; exit 137 at 3.1s",
  );
  assert(
    text.includes('role="img" aria-labelledby="s0-t s0-d"') || /role="img"\s+aria-/.test(text),
  );
});

Deno.test("drawSeries() tells a far limit without pressing the line to the floor", () => {
  const { text } = drawSeries({ ...SERIES, memoryLimitBytes: 64 * 1024 * MIB, cpus: null });
  assertEquals(text.match(/class="limit"/g), null);
  assert(text.includes("peak 48 MiB, limit 64 GiB"));
});

Deno.test("drawSeries() draws nothing that is no number where nothing is known", () => {
  const unknown = { memory_bytes: null, memory_peak_bytes: null, cpu_percent: null };
  const points = [sampleAt(0, unknown), sampleAt(1, unknown)];
  for (const one of [points, []]) {
    const { text } = drawSeries({ ...SERIES, points: one, marks: [] });
    assert(!/NaN|Infinity|undefined/.test(text), text);
  }
});
