// What it costs to remember a run of many tests, and how much less than with two statements for each.
//
//   deno run -A tests/bench/history_bench.ts [tests]
//
// Without an argument: 300,000 tests, 500 in each file, remembered twice, because a test that is known is
// another case. Each way runs in a process of its own; processor time is compared, and the best of three
// rounds counts. SQLite itself takes most of it, whoever asks.
import { openMachine } from "../../lib/host/machine.ts";
import type { Database } from "../../lib/model/database.ts";
import type { RememberedRun, RememberedTest } from "../../lib/model/history.ts";
import { ok } from "../../lib/model/result.ts";

const ROUNDS = 3;
const FILE_TESTS = 500;
const BATCH = 5_000;
const host = openMachine();

function testOf(index: number): RememberedTest {
  const place = Math.floor(index / FILE_TESTS);
  const module = `package_${place % 211}/test_module_${place}`;
  const file = `tests/unit/${module}.py`;
  return {
    id: `unit::${file}::tests.unit.${module}::test_behaves_${index}[value-${index % 17}]`,
    suite: "unit",
    file,
    outcome: index % 5000 === 17 ? "failed" : "passed",
    duration_ms: (index % 977) / 8,
    fingerprint: index % 5000 === 17 ? "0123456789abcdef" : null,
  };
}

async function* testsOf(count: number): AsyncGenerator<RememberedTest> {
  for (let index = 0; index < count; index++) yield await testOf(index);
}

function runOf(day: number): RememberedRun {
  return {
    runId: `run-${day}`,
    startedAt: `2026-11-0${day}T10:00:00.000Z`,
    commit: null,
    dirty: false,
    verdict: "failed",
    isEvidence: true,
    isWhole: true,
    suites: [{ name: "unit", outcome: "failed", durationMs: 1000 }],
    joinedFrom: [],
  };
}

/** As anybody would write it first: each test for itself, with prepared statements. */
async function rememberPlainly(database: Database, day: number, count: number): Promise<void> {
  let batch: RememberedTest[] = [];
  const flush = (): void => {
    const written = database.write((sql) => {
      for (const { id, suite, file, duration_ms: ms, fingerprint } of batch) {
        const row = sql.get(
          `INSERT INTO tests (test, suite, file, first_seen, expected_ms, taught_by)
           VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (test) DO UPDATE SET
             first_seen = min(first_seen, excluded.first_seen),
             taught_by = coalesce(excluded.taught_by, taught_by),
             expected_ms = expected_ms + 0.3 * (min(max(excluded.expected_ms, expected_ms / 3),
               expected_ms * 3 + 1) - expected_ms) RETURNING id`,
          ...[id, suite, file, "2026", ms, day],
        );
        const values = [Number(row?.["id"]), day, 0, ms, fingerprint];
        sql.run("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", ...values);
      }
    });
    if (!written.ok) throw new Error(JSON.stringify(written.error));
    batch = [];
  };
  for await (const test of testsOf(count)) {
    batch.push(test);
    if (batch.length === BATCH) flush();
  }
  flush();
}

/** Both runs into a new file, in this process: its processor time and what it took at the most. */
async function rememberHere(way: string, path: string, count: number): Promise<void> {
  const { openHistory } = await import("../../lib/write/open_history.ts");
  const { recordHistory } = await import("../../lib/write/record_history.ts");
  const opened = await openHistory(host, path);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { database } = opened.value;
  const marks = [cpuMs()];
  for (const day of [1, 2]) {
    if (way === "plain") await rememberPlainly(database, day, count);
    else await recordHistory(database, runOf(day), testsOf(count));
    marks.push(cpuMs());
  }
  database.close();
  const status = await Deno.readTextFile("/proc/self/status");
  const peakMb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1000;
  const [begun = 0, first = 0, second = 0] = marks;
  console.log(JSON.stringify({ first: first - begun, second: second - first, peakMb }));
}

/** Of this process so far, with system calls. */
function cpuMs(): number {
  const fields = Deno.readTextFileSync("/proc/self/stat").split(") ")[1]?.split(" ") ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

interface Cost {
  readonly first: number;
  readonly second: number;
  readonly peakMb: number;
}

async function rememberApart(way: string, count: number): Promise<Cost> {
  const folder = await Deno.makeTempDir();
  const script = new URL(import.meta.url).pathname;
  const flag = "--v8-flags=--max-semi-space-size=1";
  const argv = [Deno.execPath(), "run", "-A", "--no-check", flag, script, way, `${folder}/h`];
  const { output } = await host.run({ argv: [...argv, `${count}`], timeoutMs: 600_000, read: ok });
  await Deno.remove(folder, { recursive: true });
  if (output.code !== 0) throw new Error(output.stderr);
  return JSON.parse(output.stdout);
}

async function bench(count: number): Promise<void> {
  const best = new Map<string, Cost>();
  for (let round = 0; round < ROUNDS; round++) {
    // In turn: a machine that gets slower in the middle slows both.
    for (const way of ["plain", "ours"]) {
      const cost = await rememberApart(way, count);
      const known = best.get(way);
      const isBetter = known === undefined || cost.first + cost.second < known.first + known.second;
      if (isBetter) best.set(way, cost);
    }
  }
  const [plain, ours] = [best.get("plain")!, best.get("ours")!];
  console.log(`${count} tests, two runs of them`);
  for (const [name, { first, second, peakMb }] of best) {
    console.log(`  ${name.padEnd(6)} ${first} ms, then ${second} ms, ${peakMb.toFixed(0)} MB`);
  }
  const ratio = (plain.first + plain.second) / (ours.first + ours.second);
  console.log(`  ${ratio.toFixed(2)} times faster than two statements for each test`);
}

if (import.meta.main) {
  const [way, path, count] = Deno.args;
  if (path !== undefined) await rememberHere(way ?? "", path, Number(count));
  else await bench(Number(way ?? 300_000));
}
