// What a triage diff of two large runs costs, and how much less than with one object for each test.
//
//   deno run -A tests/bench/triage_bench.ts [tests]
//
// Without an argument: 1,000,000 tests on each side, about 490 bytes a line. The columns are measured in a
// process of their own, from its start to its end, with the peak the kernel tells; of three rounds the best
// counts. `JSON.parse` on each line is the yardstick, on a twentieth of the lines and scaled: it needs
// too much memory for all of them.
import { openMachine } from "../../lib/host/machine.ts";
import { ok } from "../../lib/model/result.ts";

const ROUNDS = 3;
const SAMPLE = 20;
const BLOCK_CHARS = 1024 * 1024;
const host = openMachine();

/** As pytest tells an ordinary suite: each 5,000th test fails with a traceback. */
function lineOf(index: number, seed: number): string {
  const file = `tests/unit/package_${index % 211}/test_module_${index % 1931}.py`;
  const group = `tests.unit.package_${index % 211}.test_module_${index % 1931}`;
  const name = `test_behaves_${index}[value-${index % 17}]`;
  const failed = (index * 7 + seed) % 5000 === 0;
  return JSON.stringify({
    id: `unit::${file}::${group}::${name}`,
    suite: "unit",
    place: "container",
    attempt: 1,
    file,
    class: group,
    name,
    parameters: `value-${index % 17}`,
    occurrence: 1,
    outcome: failed ? "failed" : "passed",
    duration_ms: (index % 977) / 8,
    message: failed ? "AssertionError: assert 1 == 2" : "",
    details: failed ? "Traceback\n  line\n".repeat(20) : "",
    line: failed ? 12 : null,
    earlier: [],
    route: null,
    quarantine: null,
    fingerprint: failed ? "0123456789abcdef" : null,
  });
}

/** Tests of the second run stand in another order where it is shuffled. */
async function writeLines(path: string, count: number, seed: number, step: number): Promise<void> {
  const file = await Deno.open(path, { write: true, create: true, truncate: true });
  const encoder = new TextEncoder();
  let block = "";
  for (let at = 0; at < count; at++) {
    block += `${lineOf((at * step) % count, seed)}\n`;
    if (block.length < BLOCK_CHARS && at + 1 < count) continue;
    const bytes = encoder.encode(block);
    for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
    block = "";
  }
  file.close();
}

async function diffHere(before: string, after: string): Promise<void> {
  const { loadTestLines, loadTests } = await import("../../lib/write/load_tests.ts");
  const { judgeTests } = await import("../../lib/classify/judge_tests.ts");
  const { rankChanges } = await import("../../lib/classify/rank_changes.ts");
  const key = [1, 2, 3, 4];
  const [one, two] = await Promise.all(
    [before, after].map((path) => loadTests(host.files, { paths: [path], named: [] }, key)),
  );
  const sides = [one!, two!].map(({ columns }) => {
    return { columns, suites: new Map(), knowsAllSuites: true };
  });
  const judged = judgeTests(sides[0]!, sides[1]!, { before: true, after: true });
  const ranked = rankChanges(judged.rows);
  await loadTestLines(host.files, one!, ranked.map((row) => row.before).filter((row) => row >= 0));
  await loadTestLines(host.files, two!, ranked.map((row) => row.after).filter((row) => row >= 0));
  const status = await Deno.readTextFile("/proc/self/status");
  const peakMb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1000;
  console.log(JSON.stringify({ counts: judged.counts, peakMb }));
}

/** A Map of parsed records, as anybody would write it first. */
async function diffObjects(before: string, after: string): Promise<number> {
  const startedMs = performance.now();
  const known = new Map<string, { outcome: string }>();
  for (const line of (await Deno.readTextFile(before)).split("\n")) {
    if (line === "") continue;
    const record = JSON.parse(line);
    known.set(record.id, record);
  }
  let changed = 0;
  for (const line of (await Deno.readTextFile(after)).split("\n")) {
    if (line === "") continue;
    const record = JSON.parse(line);
    if (known.get(record.id)?.outcome !== record.outcome) changed++;
  }
  if (changed === 0) throw new Error("the runs do not differ");
  return performance.now() - startedMs;
}

async function diffApart(before: string, after: string): Promise<{ ms: number; told: string }> {
  const script = new URL(import.meta.url).pathname;
  // The flag of the task: the young half of the heap is kept small.
  const flag = "--v8-flags=--max-semi-space-size=1";
  const argv = [Deno.execPath(), "run", "-A", "--no-check", flag, script, "diff", before, after];
  const { output } = await host.run({ argv, timeoutMs: 300_000, read: ok });
  if (output.code !== 0) throw new Error(output.stderr);
  return { ms: output.durationMs, told: output.stdout };
}

async function compare(name: string, paths: readonly [string, string], yardMs: number) {
  const rounds: { ms: number; told: string }[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await diffApart(...paths));
  const best = rounds.reduce((a, b) => a.ms <= b.ms ? a : b);
  const { counts, peakMb } = JSON.parse(best.told);
  console.log(
    name.padEnd(16),
    `${best.ms.toFixed(0)} ms`.padStart(9),
    `${peakMb.toFixed(0)} MB resident`.padStart(16),
    `${(yardMs / best.ms).toFixed(1)} times faster than objects`.padStart(32),
    ` ${counts["new-failure"]} new, ${counts.fixed} fixed`,
  );
}

async function bench(tests: number): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = (name: string): string => `${folder}/${name}.jsonl`;
  await writeLines(path("before"), tests, 0, 1);
  await writeLines(path("after"), tests, 3, 1);
  // A step that shares no divisor with the count meets every test once.
  await writeLines(path("shuffled"), tests, 3, 7919);
  const few = Math.ceil(tests / SAMPLE);
  await writeLines(path("few-before"), few, 0, 1);
  await writeLines(path("few-after"), few, 3, 1);
  const yardMs = await diffObjects(path("few-before"), path("few-after")) * SAMPLE;
  const { size } = await Deno.stat(path("before"));
  console.log(`${tests} tests on each side, ${(size / tests).toFixed(0)} bytes a line`);
  await compare("in order", [path("before"), path("after")], yardMs);
  await compare("in another order", [path("before"), path("shuffled")], yardMs);
  await Deno.remove(folder, { recursive: true });
}

if (import.meta.main) {
  const [first, before, after] = Deno.args;
  if (first === "diff" && before !== undefined && after !== undefined) {
    await diffHere(before, after);
  } else await bench(Number(first ?? 1_000_000));
}
