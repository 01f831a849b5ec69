// How fast classifyFailure() is, against the time that JSON.parse() takes for the same failures.
//
//   deno run -A tests/bench/classify_failure_bench.ts [failures]
//
// 10,000 failures unless said: what reports really told of tests (fixtures/failures), each as its line of
// JSON, in turn. Of seven rounds in one process the best of each counts, by the processor's time; the
// bound is ten times the parsing. Then the same for whole outputs of suites, of which a run has few, and
// the slowest patterns by themselves: nanoseconds for each character of a hostile line.
import { cpuUsage } from "node:process";
import { walk } from "@std/fs";
import { loadSignatures } from "../../lib/catalog/signatures.ts";
import { classifyFailure } from "../../lib/classify/classify_failure.ts";
import type { Signals, SignalText } from "../../lib/model/signature.ts";
import { hostileTexts } from "../support/hostile_texts.ts";

const ROUNDS = 7;
const BOUND = 10;
const CASES = new URL("../../fixtures/failures", import.meta.url);

/** The failures of the corpus, as a reader of tests.jsonl has them. */
async function readFailures(): Promise<readonly Signals[]> {
  const texts = new Map<string, SignalText[]>();
  for await (const { path } of walk(CASES, { includeDirs: false, exts: [".txt"] })) {
    if (path.endsWith("command.txt")) continue;
    const folder = path.slice(0, path.lastIndexOf("/"));
    const kind = path.endsWith("message.txt")
      ? "message"
      : path.endsWith("details.txt")
      ? "details"
      : "stdout";
    // As long as a reader of reports keeps them.
    const text = (await Deno.readTextFile(path)).slice(0, 64 * 1024);
    const list = texts.get(folder) ?? [];
    list.push({ kind, source: `${kind}.txt`, text, firstLine: 1 });
    texts.set(folder, list);
  }
  const known = { outcome: "failed", exitCode: 1, signal: null, timedOut: false } as const;
  return [...texts.values()].map((texts) => ({ ...known, runner: null, texts, artifacts: {} }));
}

/** Milliseconds of the processor: what a busy machine lets it wait is not counted. */
function best(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = cpuUsage();
    run();
    const { user, system } = cpuUsage(started);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const rows = await loadSignatures();
const count = Number(Deno.args[0] ?? 10_000);

/** Parses and classifies so many of these; prints both times, and gives back their ratio. */
function compare(what: string, kinds: readonly Signals[], count: number): number {
  const lines = Array.from({ length: count }, (_, n) => JSON.stringify(kinds[n % kinds.length]));
  const size = lines.reduce((sum, line) => sum + line.length, 0) / count;
  const parseMs = best(() => lines.forEach((line) => JSON.parse(line)));
  const bothMs = best(() =>
    lines.forEach((line) => classifyFailure(JSON.parse(line) as Signals, rows))
  );
  const ratio = (bothMs - parseMs) / parseMs;
  console.log(`${count} ${what} of ${size.toFixed(0)} characters, by ${rows.length} rows`);
  console.log(`  parsing     ${parseMs.toFixed(0)} ms`);
  console.log(
    `  classifying ${(bothMs - parseMs).toFixed(0)} ms, ${ratio.toFixed(1)} times as long`,
  );
  return ratio;
}

const all = await readFailures();
const isOutput = ({ texts }: Signals) => texts.some(({ kind }) => kind === "stdout");
const ratio = compare("failures", all.filter((one) => !isOutput(one)), count);
compare("outputs", all.filter(isOutput), Math.ceil(count / 10));
console.log(`bound: ${BOUND} for failures`);

const slowest = rows.flatMap(({ texts }) => texts).map(({ pattern }) => {
  const worst = hostileTexts(pattern, 4096).map((text) => best(() => pattern.test(text)));
  return { pattern, ms: Math.max(...worst) };
}).sort((a, b) => b.ms - a.ms);
for (const { pattern, ms } of slowest.slice(0, 5)) {
  console.log(`${(ms * 1e6 / 4096).toFixed(0).padStart(6)} ns/character  ${pattern}`);
}
if (ratio > BOUND) Deno.exit(1);
