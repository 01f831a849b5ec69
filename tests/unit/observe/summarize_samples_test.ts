import { assert, assertEquals } from "@std/assert";
import { tallySamples } from "../../../lib/observe/summarize_samples.ts";
import { sampleAt } from "../../support/sample_sample.ts";

Deno.test("tallySamples() tells peaks, and how busy it was since it last printed", () => {
  const tally = tallySamples();
  tally.add(sampleAt(0));
  tally.add(sampleAt(1000, { cpu_ms: 900, output_bytes: 5, memory_peak_bytes: 70, pids: 9 }));
  tally.add(sampleAt(2000, { cpu_ms: 1000, output_bytes: 5 }));
  const { samples, memoryPeakBytes, pidsPeak, quietCpu, lastOutputMs } = tally.summary();
  assertEquals([samples, memoryPeakBytes, pidsPeak], [3, 70, 9]);
  assertEquals([quietCpu, lastOutputMs], [0.1, 1000]);
});

Deno.test("tallySamples() takes nothing for output that came after we asked for stacks", () => {
  const tally = tallySamples();
  tally.add(sampleAt(0));
  tally.add(sampleAt(4000, { cpu_ms: 10 }));
  tally.freeze();
  tally.add(sampleAt(4500, { cpu_ms: 400, output_bytes: 3000 }));
  const { quietCpu, lastOutputMs } = tally.summary();
  assertEquals(lastOutputMs, null);
  assertEquals(quietCpu, 10 / 4000);
});

Deno.test("tallySamples() keeps a few hundred points, whatever the number of samples", () => {
  const tally = tallySamples();
  for (let at = 0; at < 14_400; at++) tally.add(sampleAt(at * 250));
  const { points } = tally.summary();
  assert(points.length <= 242, String(points.length));
  assertEquals([points[0]?.at_ms, points.at(-1)?.at_ms], [0, 14_399 * 250]);
  const half = points.filter(({ at_ms }) => at_ms < 7200 * 250).length;
  assert(Math.abs(half - points.length / 2) < 3, `${half} of ${points.length} in the first half`);
});
