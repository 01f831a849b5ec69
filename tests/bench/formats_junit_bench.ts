// Prints how fast readJunit() reads a 90 MB report and how much memory it takes:
// `deno run tests/bench/formats_junit_bench.ts`.
import { readJunit } from "../../lib/formats/read_junit.ts";

const TOTAL_BYTES = 90e6;
const CHUNK_BYTES = 64 * 1024;

function caseText(index: number): string {
  const open = `<testcase classname="tests.unit.module_${index % 97}.TestCase" ` +
    `name="test_number_${index}[value-${index}]" time="0.${index % 1000}"`;
  if (index % 20 !== 0) return `${open} />`;
  return `${open}><failure message="assert ${index} == 0&#10;more">def test():\n` +
    `&gt;       assert value == 0\nE       assert ${index} == 0\n\n`.repeat(8) +
    `test_file.py:${index}: AssertionError</failure></testcase>`;
}

async function* report(total: number): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  const buffer = new Uint8Array(CHUNK_BYTES);
  let text = `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest">`;
  let bytes = 0;
  for (let index = 0; bytes < total; index++) {
    text += caseText(index);
    if (text.length < CHUNK_BYTES - 4096) continue;
    const { written } = encoder.encodeInto(text, buffer);
    bytes += written;
    text = "";
    yield await Promise.resolve(buffer.subarray(0, written));
  }
  yield encoder.encode(text + "</testsuite></testsuites>");
}

if (import.meta.main) {
  for await (const _ of readJunit(report(2e6)));
  let started = performance.now();
  for await (const _ of report(TOTAL_BYTES));
  const generating = performance.now() - started;
  started = performance.now();
  let tests = 0;
  let whole = false;
  for await (const item of readJunit(report(TOTAL_BYTES))) {
    if (item.kind === "test") tests++;
    else whole = item.end.whole;
  }
  const reading = performance.now() - started - generating;
  const speed = TOTAL_BYTES / 1000 / reading;
  const memory = Deno.memoryUsage().rss / 1e6;
  console.log(
    `${tests} tests, whole: ${whole}, ${speed.toFixed(0)} MB/s, ${memory.toFixed(0)} MB resident`,
  );
}
