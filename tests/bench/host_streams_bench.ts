// How fast and in how much memory `Host.start` reads a gigabyte, as ratios within one run.
//
//   deno run -A tests/bench/host_streams_bench.ts [megabytes]
//
// The yardstick is the same producer read by a `cat >/dev/null` of its own, without us. Each case runs
// in a process of its own, because resident memory never shrinks; of three rounds the best counts.
import { openMachine } from "../../lib/host/machine.ts";
import { readStream, STREAM_BUFFER_BYTES } from "../../lib/host/read_stream.ts";
import { ok } from "../../lib/model/result.ts";

interface Figures {
  readonly bytes: number;
  readonly ms: number;
  readonly peakMb: number;
}

const ROUNDS = 3;
const host = openMachine();

const CASES: Readonly<Record<string, (megabytes: number) => Promise<number>>> = {
  "cat, without us": async (megabytes) => {
    const argv = ["sh", "-c", `${produce(megabytes)} | cat >/dev/null`];
    await host.run({ argv, timeoutMs: 120_000, read: ok });
    return megabytes * 1e6;
  },
  "Host.start": async (megabytes) => {
    const started = host.start({ argv: ["sh", "-c", produce(megabytes)], cwd: "/" });
    if (!started.ok) throw new Error(started.error);
    const bytes = await count(started.value.stdout);
    await started.value.abandonStreams();
    return bytes;
  },
  ...Object.fromEntries(
    [4, 16, STREAM_BUFFER_BYTES / 1024, 256, 1024].map((kib) => [
      `buffer of ${kib} KiB`,
      (megabytes: number) =>
        readChild(megabytes, (stream) => count(readStream(stream, kib * 1024).chunks)),
    ]),
  ),
  "default reader": (megabytes) => readChild(megabytes, count),
};

function produce(megabytes: number): string {
  return `head -c ${megabytes}000000 /dev/zero`;
}

async function readChild(
  megabytes: number,
  read: (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<number>,
): Promise<number> {
  const child = new Deno.Command("sh", { args: ["-c", produce(megabytes)], stdout: "piped" })
    .spawn();
  const bytes = await read(child.stdout);
  await child.status;
  return bytes;
}

async function count(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

async function measureHere(name: string, megabytes: number): Promise<Figures> {
  const startedMs = performance.now();
  const bytes = await CASES[name]?.(megabytes) ?? 0;
  const ms = performance.now() - startedMs;
  const status = await host.files.readText("/proc/self/status");
  const peakKb = status.ok ? Number(/VmHWM:\s+(\d+)/.exec(status.value)?.[1]) : NaN;
  return { bytes, ms, peakMb: peakKb / 1000 };
}

async function measureApart(name: string, megabytes: number): Promise<Figures> {
  const script = new URL(import.meta.url).pathname;
  const argv = [Deno.execPath(), "run", "-A", "--no-check", script, `${megabytes}`, name];
  const { output } = await host.run({ argv, timeoutMs: 120_000, read: ok });
  return JSON.parse(output.stdout);
}

async function best(name: string, megabytes: number): Promise<Figures> {
  const rounds: Figures[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await measureApart(name, megabytes));
  return rounds.reduce((a, b) => a.ms <= b.ms ? a : b);
}

async function main(megabytes: number): Promise<void> {
  const names = Object.keys(CASES);
  let yardstickMs = NaN;
  console.log("case                   GB/s   of cat   peak MB");
  for (const name of names) {
    const { bytes, ms, peakMb } = await best(name, megabytes);
    if (name === names[0]) yardstickMs = ms;
    const figures = [
      (bytes / 1e6 / ms).toFixed(2),
      (ms / yardstickMs).toFixed(2),
      peakMb.toFixed(0),
    ];
    console.log(name.padEnd(20) + figures.map((one) => one.padStart(8)).join(" "));
  }
}

if (import.meta.main) {
  const megabytes = Number(Deno.args[0] ?? 1000);
  const only = Deno.args[1];
  if (only === undefined) await main(megabytes);
  else console.log(JSON.stringify(await measureHere(only, megabytes)));
}
