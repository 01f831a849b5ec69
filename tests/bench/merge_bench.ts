// What it costs to join records of a large plan to one, as a whole process: three shards to a proved
// record, and a run with a replay of one of its tests.
//
//   deno run -A tests/bench/merge_bench.ts [tests] [rounds]
//
// Without an argument: 1,000,000 tests, about 490 bytes a line. The yardstick is what anybody would write
// first: parse each line once and write it again, on a twentieth of the lines and scaled. Processor time is
// compared, because a machine has other work too; a replay is compared with a copy of the files that are
// written. The history is off: history_bench.ts measures it. Exits 1 when a process grows beyond 200 MB.
import { judgeRun } from "../../lib/classify/judge_run.ts";
import { openMachine } from "../../lib/host/machine.ts";
import { ok } from "../../lib/model/result.ts";
import type { ShardJson } from "../../lib/model/shard.ts";
import { recordFiles, suiteOf, testOf } from "../support/record_files.ts";
import { recordedPart, recordedShard } from "../support/recorded_shard.ts";
import { SAMPLE_PLAN } from "../support/sample_plan.ts";
import { greenRecord } from "../support/sample_record.ts";
import { sampleCounts } from "../support/sample_suite.ts";

const SHARDS = 3;
const SAMPLE = 20;
const MOST_MB = 200;
const BLOCK_CHARS = 1024 * 1024;
const MERGE = new URL("../../scripts/qa/merge.ts", import.meta.url).pathname;
/** As the task runs it: the young half of the heap is kept small. */
const RUN = [Deno.execPath(), "run", "-A", "--v8-flags=--max-semi-space-size=1", MERGE];
const [tests = 1_000_000, rounds = 3] = Deno.args.map(Number);
const host = openMachine();

/** Tests of one file, which stand together as a runner tells them. */
const FILE_TESTS = 500;

function nameOf(index: number) {
  const place = Math.floor(index / FILE_TESTS);
  const module = `package_${place % 211}/test_module_${place}`;
  return {
    file: `tests/unit/${module}.py`,
    group: `tests.unit.${module.replace("/", ".")}`,
    name: `test_behaves_${index}[value-${index % 17}]`,
  };
}

/** As pytest tells an ordinary suite: each 5,000th test fails with a traceback. */
function lineOf(index: number): string {
  const { file, group, name } = nameOf(index);
  const failed = isRed(index);
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

function isRed(index: number): boolean {
  return index % 5000 === 17;
}

function partOf(index: number): string {
  const { file, group, name } = nameOf(index);
  return JSON.stringify(recordedPart(name, index % SHARDS, { file, class: group }));
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = await Deno.open(path, { write: true, create: true, truncate: true });
  const encoder = new TextEncoder();
  let block = "";
  const flush = async (): Promise<void> => {
    const bytes = encoder.encode(block);
    for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
    block = "";
  };
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length >= BLOCK_CHARS) await flush();
  }
  await flush();
  file.close();
}

function* each(from: number, step: number, make: (index: number) => string): Iterable<string> {
  for (let index = from; index < tests; index += step) yield make(index);
}

/** A run as it left its folder; every n-th of all tests ran in it. */
interface WrittenRun {
  readonly runId: string;
  readonly indices: readonly number[];
  readonly startedAt?: string;
  readonly shard?: ShardJson;
}

async function writeRun(
  root: string,
  { runId, indices, startedAt = "2026-11-20T10:00:00.000Z", shard }: WrittenRun,
): Promise<void> {
  const failed = indices.filter(isRed).length;
  const suite = suiteOf([testOf("a", failed > 0 ? "failed" : "passed")]);
  const counts = sampleCounts(indices.length - failed, failed, 0);
  const [execution] = suite.executions;
  if (execution === undefined) throw new Error("a suite without an execution");
  const told = { ...execution, report: { ...execution.report, counts } };
  const planned = SAMPLE_PLAN.suites.slice(0, 1);
  const plan = { ...SAMPLE_PLAN, suites: planned, ...(shard && { shard }) };
  const suites = [{ ...suite, executions: [told] }];
  const judged = judgeRun({
    ...{ plan, suites, fallback: null, notChecked: [], interruptedBy: null, deadlinePassed: false },
  });
  const record = greenRecord({ suites, counts, plan, runId, startedAt, ...judged });
  const folder = `${root}/${runId}`;
  await Deno.mkdir(`${folder}/suites/unit/container-1`, { recursive: true });
  for (const [path, text] of Object.entries(recordFiles(folder, record))) {
    await Deno.writeTextFile(path, text);
  }
  for (const name of ["events.jsonl", "journal.jsonl"]) {
    await Deno.writeTextFile(`${folder}/${name}`, "");
  }
  const lines = indices.values().map(lineOf);
  await writeLines(`${folder}/suites/unit/container-1/tests.jsonl`, lines);
}

function indicesOf(from: number, step: number): readonly number[] {
  return Array.from(each(from, step, String), Number);
}

/** A shard with the plan beside it, which is the same in all of them. */
async function writeShard(root: string, index: number, plan_digest: string): Promise<void> {
  const indices = indicesOf(index, SHARDS);
  const shard = recordedShard(index, { plan_digest, parts: indices.length, parts_total: tests });
  await writeRun(`${root}/shards`, { runId: `shard-${index}`, indices, shard });
  await Deno.link(`${root}/shard_plan.jsonl`, `${root}/shards/shard-${index}/shard_plan.jsonl`);
}

interface Cost {
  readonly ms: number;
  /** Processor time of the process, system calls included. */
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Merges what is in a folder below; `check` sees the run that was written, which then goes away. */
async function mergeOnce(
  root: string,
  folder: string,
  check: (written: string) => Promise<void> = () => Promise.resolve(),
): Promise<Cost> {
  const told = `${root}/cost`;
  const timed = ["/usr/bin/time", "-o", told, "-f", "%U %S %M"];
  const argv = [...timed, ...RUN, folder, "--run-id", "merged", "--history", "off"];
  const { output } = await host.run({ argv, timeoutMs: 600_000, read: ok }, { cwd: root });
  if (output.code !== 1) throw new Error(`exit ${output.code}: ${output.stdout}${output.stderr}`);
  const summary = JSON.parse(await Deno.readTextFile(`${root}/outputs/qa/summary.json`));
  const { is_complete, problems } = summary.merge.completeness;
  if (!is_complete || summary.counts.total !== tests) throw new Error(problems.join());
  const lines = (await Deno.readTextFile(told)).trim().split("\n");
  const [user = 0, system = 0, kib = 0] = (lines.at(-1) ?? "").split(" ").map(Number);
  await check(`${root}/outputs/qa/logs/merged`);
  await Deno.remove(`${root}/outputs`, { recursive: true });
  return { ms: output.durationMs, cpuMs: (user + system) * 1000, peakMb: kib / 1000 };
}

/** All files of the run, links too, to a folder beside it: read and written once. */
async function copyMs(written: string): Promise<number> {
  const argv = ["cp", "-r", written, `${written}-copy`];
  const { output } = await host.run({ argv, timeoutMs: 600_000, read: ok });
  if (output.code !== 0) throw new Error(output.stderr);
  return output.durationMs;
}

/** Each line once from text to an object and back, the text of all of them at hand. */
async function yardstick(root: string): Promise<number> {
  const lines = Array.from(each(0, SAMPLE, lineOf));
  const text = lines.map((line) => `${line}\n`).join("");
  const startedMs = performance.now();
  const copied = text.trimEnd().split("\n").map((line) => `${JSON.stringify(JSON.parse(line))}\n`);
  await Deno.writeTextFile(`${root}/copied`, copied.join(""));
  return (performance.now() - startedMs) * SAMPLE;
}

function best(costs: readonly Cost[]): Cost {
  return costs.reduce((a, b) => a.cpuMs <= b.cpuMs ? a : b);
}

function tell(name: string, { ms, cpuMs, peakMb }: Cost, ratio: string): void {
  console.log(`${tests} tests, ${name}: ${(ms / 1000).toFixed(1)} s`);
  console.log(`  ${(cpuMs / 1000).toFixed(1)} s of processor, all evidence hashed`);
  console.log(`  ${ratio}`);
  console.log(`  ${peakMb.toFixed(0)} MB resident at the most`);
}

async function benchShards(root: string): Promise<Cost> {
  await writeLines(`${root}/shard_plan.jsonl`, each(0, 1, partOf));
  const sum = await new Deno.Command("sha256sum", { args: [`${root}/shard_plan.jsonl`] }).output();
  const planDigest = new TextDecoder().decode(sum.stdout).slice(0, 64);
  for (let index = 0; index < SHARDS; index++) await writeShard(root, index, planDigest);
  const costs: Cost[] = [];
  for (let round = 0; round < rounds; round++) costs.push(await mergeOnce(root, "shards"));
  const cost = best(costs);
  const ratio = cost.cpuMs / await yardstick(root);
  tell(`${SHARDS} shards`, cost, `${ratio.toFixed(1)} times one JSON copy of every line`);
  return cost;
}

async function benchReplay(root: string): Promise<Cost> {
  const red = indicesOf(0, 1).filter(isRed).slice(0, 1);
  await writeRun(`${root}/runs`, { runId: "whole", indices: indicesOf(0, 1) });
  const startedAt = "2026-11-20T12:00:00.000Z";
  await writeRun(`${root}/runs`, { runId: "replay", indices: red, startedAt });
  const costs: Cost[] = [];
  const copies: number[] = [];
  for (let round = 0; round < rounds; round++) {
    costs.push(
      await mergeOnce(root, "runs", async (written) => void copies.push(await copyMs(written))),
    );
  }
  const [copy, cost] = [Math.min(...copies), best(costs)];
  const fastest = Math.min(...costs.map(({ ms }) => ms));
  tell("one of them replayed", cost, `${(fastest / copy).toFixed(1)} times a copy of its files`);
  return cost;
}

const root = await Deno.makeTempDir({ prefix: "qa-merge-bench-" });
await Deno.writeTextFile(`${root}/qa.jsonc`, JSON.stringify({ project: "sample", suites: [] }));
const costs = [await benchShards(root), await benchReplay(root)];
await Deno.remove(root, { recursive: true });
if (costs.some(({ peakMb }) => peakMb > MOST_MB)) Deno.exit(1);
