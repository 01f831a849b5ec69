import { assertEquals } from "@std/assert";
import { countChunk, newCounters } from "../../../lib/execute/count_stream.ts";

const encoder = new TextEncoder();

Deno.test("newCounters() has seen nothing, and is another one each time", () => {
  const counters = newCounters();
  assertEquals(counters, { bytes: 0, lines: 0, firstOutputMs: null, lastOutputMs: null });
  counters.bytes++;
  assertEquals(newCounters().bytes, 0);
});

Deno.test("countChunk() adds up bytes and ends of lines, and keeps the first and the last time", () => {
  const counters = newCounters();
  countChunk(counters, encoder.encode("é\nhalf a"), 0);
  countChunk(counters, encoder.encode(" line\n\n"), 40);
  countChunk(counters, encoder.encode("no end"), 90);
  assertEquals(counters, { bytes: 9 + 7 + 6, lines: 3, firstOutputMs: 0, lastOutputMs: 90 });
});

Deno.test("countChunk() takes an empty chunk for no output", () => {
  const counters = newCounters();
  countChunk(counters, new Uint8Array(0), 5);
  assertEquals(counters, newCounters());
});
