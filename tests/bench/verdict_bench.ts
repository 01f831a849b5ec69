// What a verdict costs beside reading and JSON-parsing what it judges.
//
//   deno run -A tests/bench/verdict_bench.ts [gates] [artifacts] [bytes]
//
// Without arguments: 200 gates over 2,000 artifacts of 20 KB. The whole verdict is measured, from the
// configuration to its files, in this process and with everything loaded; the yardstick reads the same
// files as text and parses them, one after the other, and for comparison 32 at once. They take turns; of seven
// rounds the best of each counts. The bound is twice the time in turn. On a machine that has other work to
// do only the time of the processor says something: it is told beside it.
import process from "node:process";
import { openMachine } from "../../lib/host/machine.ts";
import { verdict } from "../../scripts/qa/verdict.ts";

const ROUNDS = 7;
const AT_ONCE = 32;
const BOUND = 2;

/** JSON of about so many bytes, as a report of a tool is: objects with a few fields, not one long text. */
function artifactOf(index: number, bytes: number): string {
  const items: unknown[] = [];
  for (let size = 100; size < bytes; size += 118) {
    const at = items.length;
    items.push({
      name: `case ${index}.${at} of the suite`,
      status: at % 7 ? "pass" : "skip",
      ms: at / 8,
      tags: ["a", "b"],
      line: at,
    });
  }
  return JSON.stringify({ schema: "acme.report.v1", index, total: items.length, items });
}

async function readAll(paths: readonly string[], atOnce: number): Promise<number> {
  let next = 0;
  let total = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < paths.length; at = next++) {
      const value = JSON.parse(await Deno.readTextFile(paths[at]!)) as { readonly total: number };
      total += value.total;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return total;
}

/** Milliseconds that something took, and those in which a processor worked for it. */
interface Took {
  readonly ms: number;
  readonly cpuMs: number;
}

async function timed(work: () => Promise<unknown>): Promise<Took> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
}

function better(a: Took, b: Took): Took {
  return { ms: Math.min(a.ms, b.ms), cpuMs: Math.min(a.cpuMs, b.cpuMs) };
}

function tell({ ms, cpuMs }: Took, against?: Took): string {
  const ratios = against === undefined
    ? ""
    : `, ratio ${(against.ms / ms).toFixed(2)} (processor ${(against.cpuMs / cpuMs).toFixed(2)})`;
  return `${ms.toFixed(0)} ms (processor ${cpuMs.toFixed(0)} ms)${ratios}`;
}

async function measure(gates: number, artifacts: number, bytes: number): Promise<boolean> {
  const root = await Deno.makeTempDir();
  const names = Array.from({ length: artifacts }, (_, at) => `reports/r${at}.json`);
  await Deno.mkdir(`${root}/reports`);
  for (const [at, name] of names.entries()) {
    await Deno.writeTextFile(`${root}/${name}`, artifactOf(at, bytes));
  }
  const each = Math.ceil(artifacts / gates);
  const declared = Array.from({ length: gates }, (_, at) => ({
    id: `gate-${at}`,
    kind: "evidence-bundle",
    artifacts: names.slice(at * each, (at + 1) * each)
      .map((path) => ({ path, schema: "acme.report.v1", max_age: "1d" })),
  }));
  await Deno.writeTextFile(`${root}/qa.jsonc`, JSON.stringify({ gates: declared }));
  const host = { ...openMachine() };
  const quiet = { ...host, terminal: { ...host.terminal, out: () => {}, error: () => {} } };
  const paths = names.map((name) => `${root}/${name}`);
  const judge = async (): Promise<void> => {
    const exit = await verdict(quiet, ["--root", root]);
    if (exit !== 0) throw new Error(`the verdict exits ${exit}`);
  };
  const never = { ms: Infinity, cpuMs: Infinity };
  const best = { verdict: never, inTurn: never, together: never };
  for (let round = 0; round < ROUNDS; round++) {
    best.inTurn = better(best.inTurn, await timed(() => readAll(paths, 1)));
    best.verdict = better(best.verdict, await timed(judge));
    best.together = better(best.together, await timed(() => readAll(paths, AT_ONCE)));
  }
  await Deno.remove(root, { recursive: true });
  console.log(
    `${gates} gates over ${artifacts} artifacts of ${bytes} bytes: verdict ${
      tell(best.verdict)
    }; ` +
      `read and parse in turn ${tell(best.inTurn, best.verdict)}, at most ${BOUND}; ` +
      `${AT_ONCE} at once ${tell(best.together, best.verdict)}`,
  );
  return best.verdict.ms / best.inTurn.ms < BOUND;
}

if (import.meta.main) {
  const [gates = 200, artifacts = 2000, bytes = 20_000] = Deno.args.map(Number);
  Deno.exit(await measure(gates, artifacts, bytes) ? 0 : 1);
}
