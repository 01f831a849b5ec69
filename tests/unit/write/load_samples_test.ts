import { assert, assertEquals } from "@std/assert";
import { loadSamples, MOST_POINTS } from "../../../lib/write/load_samples.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { sampleAt } from "../../support/sample_sample.ts";

const PATH = "/r/container_stats.jsonl";

async function load(text: string) {
  return await loadSamples(fakeHost({ files: { [PATH]: text } }), PATH, { isOwn: false });
}

Deno.test("loadSamples() reads what was written", async () => {
  const samples = [sampleAt(0, { memory_bytes: 7 }), sampleAt(250, { cpu_percent: null })];
  assertEquals(await load(samples.map((one) => `${JSON.stringify(one)}\n`).join("")), samples);
});

Deno.test("loadSamples() thins what is long, and keeps the last", async () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => JSON.stringify(sampleAt(at)));
  const points = await load(lines.join("\n"));
  assert(points.length <= MOST_POINTS + 1 && points.length > 200, String(points.length));
  assertEquals(points.at(-1)?.at_ms, 9999);
  const gaps = points.slice(1, -1).map(({ at_ms }, at) => at_ms - (points[at]?.at_ms ?? 0));
  assertEquals([...new Set(gaps)].length, 1, "evenly");
});

Deno.test("loadSamples() leaves out what is no sample, and has none without a file", async () => {
  const odd = [
    "no json",
    "null",
    "[]",
    '{"at_ms":-1}',
    '{"at_ms":"1"}',
    '{"__proto__":{"at_ms":1}}',
  ];
  assertEquals(await load(odd.join("\n")), []);
  const [one] = await load('{"at_ms":5,"memory_bytes":"x","cpu_percent":1e999}');
  assertEquals([one?.memory_bytes, one?.cpu_percent, one?.output_bytes], [null, null, 0]);
  assertEquals(await loadSamples(fakeHost(), PATH, { isOwn: true }), []);
});
