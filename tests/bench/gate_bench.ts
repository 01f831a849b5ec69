// What the gate costs over plain `docker run`, as ratios of whole processes within one run.
//
//   deno run -A tests/bench/gate_bench.ts [rounds] [megabytes] [start true sleep output]
//
// Needs a running engine and the busybox test image. The two sides of a ratio are run in turn, and
// medians are compared: a machine that gets slower in the middle slows both.
import { openMachine } from "../../lib/host/machine.ts";
import { ok } from "../../lib/model/result.ts";

const IMAGE = "qa-gate-test-busybox:1";
const GATE = new URL("../../scripts/qa/qa_gate.ts", import.meta.url).pathname;
/** As the task runs it: a small young half of the heap, and one thread that cleans it, as on a small machine. */
const RUN = [
  Deno.execPath(),
  "run",
  "-A",
  "--v8-flags=--max-semi-space-size=1,--single-threaded-gc",
  GATE,
];
const rounds = Number(Deno.args[0] ?? 15);
const megabytes = Number(Deno.args[1] ?? 1000);
const host = openMachine();

/** One whole process: wall time, and peak resident memory as `/usr/bin/time` of busybox or GNU says. */
async function whole(argv: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const { output } = await host.run({ argv, timeoutMs: 600_000, read: ok }, { cwd, env });
  return { ms: output.durationMs, code: output.code, stderr: output.stderr };
}

interface Side {
  readonly name: string;
  readonly run: () => Promise<{ ms: number; code: number; stderr: string }>;
}

async function compare(title: string, sides: readonly Side[], times: number): Promise<void> {
  const taken = sides.map((): number[] => []);
  for (const side of sides) await side.run();
  for (let round = 0; round < times; round++) {
    for (const [at, side] of sides.entries()) taken[at]?.push((await side.run()).ms);
  }
  const medians = taken.map(median);
  console.log(`\n${title}`);
  for (const [at, side] of sides.entries()) {
    const ratio = (medians[at] ?? NaN) / (medians[0] ?? NaN);
    console.log(`  ${ratio.toFixed(2).padStart(6)}  ${medians[at]?.toFixed(0)} ms  ${side.name}`);
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** A project whose only suite is a check with that command. */
async function project(command: readonly string[]): Promise<string> {
  const root = await Deno.makeTempDir({ prefix: "qa-gate-bench-" });
  const suite = { name: "bench", kind: "check", runner: "command", command };
  const config = { container: { image: IMAGE, network: "none" }, suites: [suite] };
  await Deno.writeTextFile(`${root}/qa.jsonc`, JSON.stringify(config));
  return root;
}

function docker(root: string, command: readonly string[]): readonly string[] {
  const mount = `type=bind,source=${root},target=/workspace`;
  return [
    ...["docker", "run", "--rm", "--init", "--network", "none", "--mount", mount],
    ...["--workdir", "/workspace", IMAGE, ...command],
  ];
}

function gate(root: string): Side["run"] {
  return () => whole([...RUN, "--quiet"], root);
}

async function compareCommand(title: string, command: readonly string[], times: number) {
  const root = await project(command);
  await compare(title, [
    { name: "docker run --rm", run: () => whole(docker(root, command), root) },
    { name: "qa_gate, whole evidence", run: gate(root) },
  ], times);
  await Deno.remove(root, { recursive: true });
}

async function compareOutput(): Promise<void> {
  const line = `${"a line of ordinary test output, number and all, 12345".repeat(2)}\n`;
  const count = Math.round(megabytes * 1e6 / line.length);
  const command = ["sh", "-c", `yes '${line.trim()}' | head -n ${count}`];
  const root = await project(command);
  const file = `${root}/plain.log`;
  const plain = `exec "$@" >${file}`;
  const peak = `${root}/peak`;
  const timed = ["/usr/bin/time", "-o", peak, "-f", "%M"];
  await compare(`${megabytes} MB of output, json-file`, [
    {
      name: "docker run >file",
      run: () => whole(["sh", "-c", plain, "sh", ...docker(root, command)], root),
    },
    {
      name: "qa_gate, redacted and counted",
      run: () => whole([...timed, ...RUN, "--quiet"], root),
    },
  ], 3);
  const kib = Number((await Deno.readTextFile(peak)).trim());
  console.log(`          ${(kib / 1024).toFixed(0)} MB resident at the most`);
  await Deno.remove(root, { recursive: true });
}

async function compareStart(): Promise<void> {
  const root = await project(["true"]);
  await Deno.writeTextFile(`${root}/empty.ts`, "");
  const deno = [Deno.execPath(), "run", "-A"];
  const dead = { DOCKER_HOST: `unix://${root}/no.sock` };
  await compare("start", [
    { name: "an empty script", run: () => whole([...deno, `${root}/empty.ts`], root) },
    { name: "qa_gate --help", run: () => whole([...RUN, "--help"], root) },
    { name: "qa_gate --dry-run", run: () => whole([...RUN, "--dry-run"], root) },
    {
      name: "qa_gate with a dead socket, to its end",
      run: () => whole([...RUN, "--quiet"], root, dead),
    },
  ], rounds);
  await Deno.remove(root, { recursive: true });
}

const wanted = Deno.args[2] ?? "start true sleep output";
if (wanted.includes("start")) await compareStart();
if (wanted.includes("true")) await compareCommand("a container that runs true", ["true"], rounds);
if (wanted.includes("sleep")) await compareCommand("two seconds of sleep", ["sleep", "2"], 3);
if (wanted.includes("output")) await compareOutput();
