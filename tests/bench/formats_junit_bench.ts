// How fast readJunit() reads a report and how much memory that takes, for whole processes.
//
//   deno run -A tests/bench/formats_junit_bench.ts [megabytes …]
//
// Without arguments: 90 and 360 MB, so that memory that grows with the report shows. Each case runs in
// a process of its own, whose peak the kernel tells; of three rounds the best counts. The yardstick is
// the same file read in the same pieces by nobody. MB/s are of the reading alone, without the start; those
// of the processor do not count what a busy machine lets it wait.
import { cpuUsage } from "node:process";
import { openMachine } from "../../lib/host/machine.ts";
import { ok } from "../../lib/model/result.ts";
import type { ReportReader } from "../../lib/model/report_reading.ts";

const ROUNDS = 3;
const CHUNK_BYTES = 64 * 1024;
const host = openMachine();

interface Figures {
  readonly tests: number;
  readonly ms: number;
  /** Of all threads, the collector of garbage included. */
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** As ordinary reports are: mostly passed tests, each twentieth with a traceback. 180 bytes a test. */
function caseText(index: number): string {
  const open = `<testcase classname="tests.unit.module_${index % 97}.TestCase" ` +
    `name="test_number_${index}[value-${index}]" time="0.${index % 1000}"`;
  if (index % 20 !== 0) return `${open} />`;
  return `${open}><failure message="assert ${index} == 0&#10;more">def test():\n` +
    `&gt;       assert value == 0\nE       assert ${index} == 0\n\n`.repeat(22) +
    `test_file.py:${index}: AssertionError</failure></testcase>\n`;
}

async function writeReport(path: string, megabytes: number): Promise<void> {
  const file = await Deno.open(path, { write: true, create: true });
  const writer = file.writable.getWriter();
  const encoder = new TextEncoder();
  let text = `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest">`;
  for (let index = 0, bytes = 0; bytes < megabytes * 1e6; index++) {
    text += caseText(index);
    if (text.length < CHUNK_BYTES) continue;
    bytes += text.length;
    await writer.write(encoder.encode(text));
    text = "";
  }
  await writer.write(encoder.encode(`${text}</testsuite></testsuites>`));
  await writer.close();
}

const nobody: ReportReader = async function* (chunks) {
  for await (const _ of chunks);
  yield { kind: "end", end: { whole: true, problems: [], declared: null } };
};

async function measureHere(name: string, path: string): Promise<Figures> {
  const reader = name === "nobody"
    ? nobody
    : (await import("../../lib/formats/read_junit.ts")).readJunit;
  const opened = await host.files.open(path);
  if (!opened.ok) throw new Error(path);
  const startedMs = performance.now();
  const started = cpuUsage();
  let tests = 0;
  let whole = false;
  for await (const item of reader(opened.value.chunks)) {
    if (item.kind === "test") tests++;
    else whole = item.end.whole;
  }
  const ms = performance.now() - startedMs;
  const { user, system } = cpuUsage(started);
  opened.value.close();
  if (!whole) throw new Error("the report was not read whole");
  const status = await host.files.readText("/proc/self/status");
  const peakKb = status.ok ? Number(/VmHWM:\s+(\d+)/.exec(status.value)?.[1]) : NaN;
  return { tests, ms, cpuMs: (user + system) / 1000, peakMb: peakKb / 1000 };
}

async function measureApart(name: string, path: string): Promise<Figures> {
  const script = new URL(import.meta.url).pathname;
  // The flag of the task: the young half of the heap is kept small.
  const flag = "--v8-flags=--max-semi-space-size=1";
  const argv = [Deno.execPath(), "run", "-A", "--no-check", flag, script, name, path];
  const { output } = await host.run({ argv, timeoutMs: 120_000, read: ok });
  return JSON.parse(output.stdout);
}

async function best(name: string, path: string): Promise<Figures> {
  const rounds: Figures[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await measureApart(name, path));
  return rounds.reduce((a, b) => a.ms <= b.ms ? a : b);
}

async function compare(megabytes: number): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".xml" });
  await writeReport(path, megabytes);
  for (const name of ["nobody", "readJunit"]) {
    const { tests, ms, cpuMs, peakMb } = await best(name, path);
    const [speed, cpuSpeed] = [ms, cpuMs].map((one) => (megabytes * 1e3 / one).toFixed(0));
    const figures = [`${tests} tests`, `${speed} MB/s`, `${cpuSpeed} MB/s (cpu)`];
    console.log(
      `${megabytes} MB`.padEnd(8),
      name.padEnd(10),
      ...figures.map((one) => one.padStart(15)),
      `${peakMb.toFixed(0)} MB resident`.padStart(17),
    );
  }
  await Deno.remove(path);
}

if (import.meta.main) {
  const [name, path] = Deno.args;
  if (path !== undefined && name !== undefined && Number.isNaN(Number(name))) {
    console.log(JSON.stringify(await measureHere(name, path)));
  } else {
    const sizes = Deno.args.length > 0 ? Deno.args.map(Number) : [90, 360];
    for (const megabytes of sizes) await compare(megabytes);
  }
}
