// What watching costs a suite that keeps every processor busy, and how long after its death a
// container is classified.
//
//   deno run -A tests/bench/diagnose_bench.ts [rounds] [seconds of work]
//
// Needs a running engine and the Python test image. The work is a fixed number of loops in one process
// for each processor; its wall time is taken inside the container, by the work itself. The sides run in
// turn: plain `docker run`, the gate, and diagnose with a sample every 250 ms and every 50 ms.
import { openMachine } from "../../lib/host/machine.ts";
import { ok } from "../../lib/model/result.ts";

const IMAGE = "qa-gate-test-python:1";
const rounds = Number(Deno.args[0] ?? 5);
const seconds = Number(Deno.args[1] ?? 10);
const host = openMachine();

/** Prints the milliseconds that all processes took together for their loops. */
const WORK = `
import multiprocessing, sys, time
def spin(loops):
    for _ in range(loops): pass
if __name__ == "__main__":
    loops, cpus = int(sys.argv[1]), multiprocessing.cpu_count()
    start = time.monotonic()
    workers = [multiprocessing.Process(target=spin, args=(loops,)) for _ in range(cpus)]
    for one in workers: one.start()
    for one in workers: one.join()
    print("took", round((time.monotonic() - start) * 1000))
`;

interface Side {
  readonly name: string;
  readonly argv: (loops: number) => readonly string[];
  /** True where its output is in the folder of its run. */
  readonly isDiagnosis: boolean;
}

function script(name: string, words: readonly string[], command: readonly string[]) {
  const path = new URL(`../../scripts/qa/${name}.ts`, import.meta.url).pathname;
  const run = [
    Deno.execPath(),
    "run",
    "-A",
    "--v8-flags=--max-semi-space-size=1,--single-threaded-gc",
    path,
  ];
  return [...run, "--quiet", "--network", "none", "--image", IMAGE, ...words, ...command];
}

function diagnose(interval: string): Side {
  return {
    name: `diagnose, a sample every ${interval}`,
    argv: (loops) =>
      script("diagnostic_run", ["--attempts", "1", "--sample-interval", interval], [
        ...["--", "python3", "work.py", String(loops)],
      ]),
    isDiagnosis: true,
  };
}

interface Taken {
  readonly workMs: number;
  /** From the end of the container to the findings; null for a plain run. */
  readonly classifiedMs: number | null;
}

async function took(side: Side, root: string, loops: number): Promise<Taken> {
  const argv = side.argv(loops);
  const { output } = await host.run({ argv, timeoutMs: 600_000, read: ok }, { cwd: root });
  const [text, attempt] = side.isDiagnosis ? await readRun(root) : [output.stdout, null];
  const told = /took (\d+)/.exec(text)?.[1];
  if (told === undefined) throw new Error(`${side.name}: ${output.stderr}${text}`);
  return { workMs: Number(told), classifiedMs: attempt?.classified_ms ?? null };
}

/** What the one run in the outputs folder has left, which is then removed. */
async function readRun(root: string): Promise<[string, { readonly classified_ms: number }]> {
  const logs = `${root}/outputs/qa/logs`;
  const [run] = await Array.fromAsync(Deno.readDir(logs));
  const read = (name: string) => Deno.readTextFile(`${logs}/${run?.name}/${name}`);
  const found = [await read("stdout.log"), JSON.parse(await read("attempts.jsonl"))] as const;
  await Deno.remove(logs, { recursive: true });
  return [...found];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const root = await Deno.makeTempDir({ prefix: "qa-gate-bench-" });
await Deno.writeTextFile(`${root}/work.py`, WORK);
const plain: Side = {
  name: "docker run --rm",
  argv: (loops) => [
    ...["docker", "run", "--rm", "--init", "--network", "none", "--workdir", "/workspace"],
    ...["--mount", `type=bind,source=${root},target=/workspace`, IMAGE],
    ...["python3", "work.py", String(loops)],
  ],
  isDiagnosis: false,
};
const sides = [plain, diagnose("250ms"), diagnose("50ms")];
const probe = await took(plain, root, 10_000_000);
const loops = Math.round(10_000_000 * seconds * 1000 / probe.workMs);
const taken = sides.map((): number[] => []);
const classified: number[] = [];
for (let round = 0; round < rounds; round++) {
  for (const [at, side] of sides.entries()) {
    const { workMs, classifiedMs } = await took(side, root, loops);
    taken[at]?.push(workMs);
    if (classifiedMs !== null) classified.push(classifiedMs);
  }
}
console.log(`\n${seconds} s of work on every processor, wall time inside the container`);
for (const [at, side] of sides.entries()) {
  const ratio = median(taken[at] ?? []) / median(taken[0] ?? []);
  console.log(`  ${ratio.toFixed(3).padStart(6)}  ${median(taken[at] ?? [])} ms  ${side.name}`);
}
const longest = Math.max(...classified);
console.log(`\nfrom the end of a container to the classified attempt`);
console.log(`  ${median(classified)} ms, ${longest} ms at the most, of ${classified.length}`);
await Deno.remove(root, { recursive: true });
