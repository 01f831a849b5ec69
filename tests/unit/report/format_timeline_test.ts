import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatTimeline } from "../../../lib/report/format_timeline.ts";
import { sampleAt } from "../../support/sample_sample.ts";

Deno.test("formatTimeline() draws memory, processor and output with their peaks", () => {
  const [memory = "", cpu = "", output = "", scale = ""] = formatTimeline([
    sampleAt(0, { memory_bytes: 1024 }),
    sampleAt(5000, { memory_bytes: 1024 ** 2, cpu_percent: 150, output_bytes: 10 }),
    sampleAt(10_000, { memory_bytes: 2 * 1024 ** 2, output_bytes: 30 }),
  ]);
  assertStringIncludes(memory, "peak 2 MiB");
  assertStringIncludes(memory, "█");
  assertStringIncludes(cpu, "peak 150 %");
  assertStringIncludes(output, "30 bytes in all");
  assertStringIncludes(scale, "10.0 s");
});

Deno.test("formatTimeline() says that a life was too short", () => {
  assertEquals(formatTimeline([sampleAt(0)]), ["(too short to be sampled)"]);
});
