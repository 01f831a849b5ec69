// What many machines cost the one that coordinates them: a plan is listed, dealt, run on an engine in
// virtual time that loses nodes and frames, joined and proved, by the very code of the gate.
//
//   deno run -A --v8-flags=--expose-gc tests/bench/remote_bench.ts [tests] [shards] [slots]
//     [nodes lost, per mille]
//
// Exits 1 when a test is lost or counted twice, when the plan is 1 % over the bound, or when memory grows
// while tasks run.
import { READERS } from "../../lib/catalog/readers.ts";
import { createRedactor } from "../../lib/formats/redactor.ts";
import { openMachine } from "../../lib/host/machine.ts";
import type { Plan } from "../../lib/model/plan.ts";
import type { RunnerRow } from "../../lib/model/runner.ts";
import { runGate } from "../../lib/pipeline/run_gate.ts";
import { type LifeFate, openFakeRemoteEngine } from "../support/fake_remote_engine.ts";
import { SAMPLE_CONTAINER, SAMPLE_PLAN } from "../support/sample_plan.ts";
import { spellFrames } from "../support/spell_frames.ts";

const [tests = 100_000, shards = 1_000, slots = shards, lostPerMille = 10] = Deno.args.map(Number);
const MOST_OVER = 1.01;
/** What the settled tasks themselves leave in memory: a record of each execution. */
const MOST_GROWTH_KB_A_TASK = 6;

/** A number between 0 and 1 that is the same for the same words. */
function draw(...words: readonly (string | number)[]): number {
  let hash = 2166136261;
  for (const char of words.join("/")) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** Long-tailed, as real tests are. */
function expectedMs(at: number): number {
  const normal = Math.sqrt(-2 * Math.log(draw(at, "a") + 1e-9)) *
    Math.cos(2 * Math.PI * draw(at, "b"));
  return Math.exp(4 + normal);
}

const fileOf = (at: number): string => `tests/test_${at % 997}.py`;
const classOf = (at: number): string => `tests.test_${at % 997}`;

const ROW: RunnerRow = {
  ...{ id: "bench", title: "bench", detect: () => [], exitCodes: {}, select: () => null },
  command: () => ({
    argv: ["bench", "{report}"],
    env: {},
    report: { from: "file", path: "{report}", format: "junit" },
  }),
  list: {
    command: () => ({ argv: ["bench", "--list"], env: {} }),
    from: "stdout",
    read: (text) =>
      text.trimEnd().split("\n").map((line) => {
        const at = Number(line);
        return { file: fileOf(at), class: classOf(at), name: `t${at}` };
      }),
    unit: "test",
    select: (chosen) => ({
      ...{ paths: null, args: [] },
      files: { "select.txt": chosen.map(({ name }) => name.slice(1)).join(" ") },
    }),
    widen: () => null,
  },
  ...{ verbose: [], serial: null, needsCommand: false },
};

const root = await Deno.makeTempDir({ prefix: "qa-remote-bench-" });
const durations = `${root}/tests.jsonl`;
{
  const file = await Deno.open(durations, { write: true, create: true });
  const writer = file.writable.getWriter();
  for (let at = 0; at < tests; at += 1000) {
    let text = "";
    for (let one = at; one < Math.min(tests, at + 1000); one++) {
      const id = `unit::${fileOf(one)}::${classOf(one)}::t${one}`;
      text += `${JSON.stringify({ id, suite: "unit", duration_ms: expectedMs(one) })}\n`;
    }
    await writer.write(new TextEncoder().encode(text));
  }
  await writer.close();
}

const request = { runner: "bench", paths: [], args: [], command: [], report: null };
const full = { ...ROW.command(request), cwd: ".", timeoutMs: 600_000, request };
const plan: Plan = {
  ...SAMPLE_PLAN,
  ...{ root, outputs: `${root}/outputs`, mode: "auto", deadlineMs: null, quarantine: [] },
  container: { ...SAMPLE_CONTAINER, image: "bench:1" },
  suites: [{
    ...{ name: "unit", kind: "unit", runner: "bench", required: true, needs: [], retries: 0 },
    container: { ...SAMPLE_CONTAINER, image: "bench:1" },
    ...{ full, failsafe: null },
  }],
  remote: {
    ...{ engine: "swarm", kind: "test", total: shards, parallelism: slots, workspace: "image" },
    ...{ retries: 3, placement: [], durations, dockerBin: "docker", kubectlBin: "kubectl" },
    ...{ kubeContext: null, namespace: null },
  },
  history: "off",
};

const NODES = 64;
const speedOf = (node: number): number => node % 16 === 0 ? 1.3 : 1;
const seen = { memory: [] as Deno.MemoryUsage[], tasks: 0 };
/** With `--v8-flags=--expose-gc` what is kept is told apart from what merely was not collected yet. */
const { gc } = globalThis as { readonly gc?: () => void };
const measure = (): Deno.MemoryUsage => (gc?.(), Deno.memoryUsage());

function testsOf(payload: string | undefined): readonly number[] {
  return (/qa_file select\.txt '?([\d ]*)'?/.exec(payload ?? "")?.[1] ?? "").split(" ")
    .filter((one) => one !== "").map(Number);
}

const actualMs = (at: number): number => expectedMs(at) * (0.8 + 0.4 * draw(at, "c"));
const taken = new Map<number, number>();

function linesOf(
  job: { name: string; payload: Readonly<Record<string, string>> },
  task: number,
  life: string,
) {
  const payload = job.payload[`task-${task}`];
  const nonce = /qa_nonce=(\S+)/.exec(payload ?? "")?.[1] ?? "";
  const trailer = `nonce ${nonce}\nspooled 1\nexit_code 0\nstdout 0 -\nstderr 0 -\n`;
  if (job.name.includes("-list-")) {
    const stdout = `qa: stream\n${Array.from({ length: tests }, (_, at) => at).join("\n")}\n`;
    const sealed = trailer.replace("stdout 0", `stdout ${stdout.length - 11}`);
    return spellFrames({
      ...{ nonce, life, task },
      suites: [{ code: 0, files: { trailer: sealed, stdout, stderr: "qa: stream\n" } }],
    });
  }
  const own = testsOf(payload);
  const cases = own.map((at) =>
    `<testcase file="${fileOf(at)}" classname="${classOf(at)}" name="t${at}" time="0.01"/>`
  );
  const report = `<testsuites><testsuite name="x" tests="${own.length}">${
    cases.join("\n")
  }</testsuite></testsuites>`;
  const stream = "qa: stream\n";
  return spellFrames({
    ...{ nonce, life, task },
    suites: [{ code: 0, files: { trailer, stdout: stream, stderr: stream, report } }],
  });
}

const engine = openFakeRemoteEngine({
  nodes: NODES,
  lines: ({ job, task, life }) => {
    seen.tasks++;
    if (seen.tasks % Math.ceil(shards / 20) === 1) seen.memory.push(measure());
    const ms = testsOf(job.payload[`task-${task}`]).reduce((sum, at) => sum + actualMs(at), 0);
    taken.set(task, ms);
    return linesOf(job, task, life);
  },
  takes: (task, node) => (taken.get(task) ?? 0) * speedOf(node),
  fate: ({ task, number, job }): LifeFate => {
    if (job.includes("-list-")) return { lostAt: null };
    const isLost = draw(task, number, "lost") < lostPerMille / 1000;
    const isHarmed = draw(task, number, "harm") < 0.05;
    return {
      lostAt: isLost ? draw(task, number, "at") : null,
      isGhost: draw(task, number, "ghost") < 0.3,
      isShuffled: draw(task, number, "shuffle") < 0.2,
      ...(isHarmed && {
        harm: (line) => (["twice", null, "lost", null, "torn", "foreign"] as const)[line % 6]!,
      }),
      reread: draw(task, number, "reread") < 0.8 ? "whole" : "none",
    };
  },
});

const startMs = performance.now();
const never = new AbortController().signal;
const before = measure();
const ran = await runGate(openMachine(), plan, {
  tables: { runners: [ROW], readers: READERS, openEngine: () => Promise.resolve(engine) },
  redactor: createRedactor(new Map()),
  ...{ runId: "bench", version: "0", invocation: ["bench"] },
  interrupts: {
    signal: never,
    first: () => null,
    onFirst: () => {},
    onSecond: () => {},
    stop: () => {},
  },
  show: (event) => {
    if (event.type === "warning") console.error(event.message);
  },
  watch: () => {},
});
const wallMs = performance.now() - startMs;
if (!ran.ok) throw new Error(JSON.stringify(ran.error));
await ran.value.closed;
const { record } = ran.value;
const { remote } = record;
const [, first = before] = seen.memory;
const last = seen.memory.at(-1) ?? first;
const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
const mb = ({ rss, heapUsed }: Deno.MemoryUsage) => ({
  rss: Math.round(rss / 2 ** 20),
  heap: Math.round(heapUsed / 2 ** 20),
});
const kind = gc === undefined ? "rss" : "heapUsed";
const growthKb = (last[kind] - first[kind]) / 1024 / Math.max(1, seen.tasks);
const places = Array.from({ length: slots }, (_, slot) => speedOf(slot % NODES));
const sumMs = [...Array(tests).keys()].reduce((sum, at) => sum + actualMs(at), 0);
const boundMs = sumMs / places.reduce((sum, speed) => sum + 1 / speed, 0);
console.log(JSON.stringify(
  {
    ...{ tests, shards, slots, verdict: record.verdict, why: record.why.slice(0, 300) },
    counted: record.counts.total,
    tasks: remote?.tasks,
    lives: remote?.lives,
    complete: remote?.completeness.is_complete,
    plan_over_bound: remote?.imbalance?.expected,
    end_over_bound: Math.round(engine.seen.clockMs / boundMs * 1000) / 1000,
    times: remote?.times,
    wall_s: Math.round(wallMs / 100) / 10,
    peak_rss_mb: Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024),
    memory_mb: { before: mb(before), first_task: mb(first), last_task: mb(last) },
    kb_a_task: Math.round(growthKb * 10) / 10,
  },
  null,
  2,
));
await Deno.remove(root, { recursive: true });
const isWhole = record.counts.total === tests && remote?.completeness.is_complete === true;
const isEven = (remote?.imbalance?.expected ?? 1) <= MOST_OVER;
// Without a collection what grows is what was not collected yet.
const grows = gc !== undefined && seen.tasks >= 1_000 && growthKb > MOST_GROWTH_KB_A_TASK;
if (!isWhole || !isEven || grows) Deno.exit(1);
