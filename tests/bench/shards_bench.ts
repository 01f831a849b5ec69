// How long it takes to deal 100,000 tests out to 64 shards, and how even they come out.
//
//   deno run -A tests/bench/shards_bench.ts [tests] [shards]
//
// Durations are long-tailed as real ones are; some are not known. The yardstick is sorting as many keys
// once. Exits 1 when dealing takes a second or longer, or the longest shard is 1 % over the bound.
import { PYTEST_LIST } from "../../lib/catalog/runners/pytest_list.ts";
import { planShards } from "../../lib/plan/plan_shards.ts";
import type { ListedEntry } from "../../lib/plan/shard_parts.ts";

const ROUNDS = 5;
const MOST_MS = 1_000;
const MOST_OVER = 1.01;
const [tests = 100_000, shards = 64] = Deno.args.map(Number);

let seed = 7;
function random(): number {
  return (seed = (seed * 48271) % 2147483647) / 2147483647;
}

function durationMs(): number {
  const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(2 + 1.5 * normal);
}

const entries: readonly ListedEntry[] = Array.from({ length: tests }, (_, at) => {
  const file = `tests/test_module_${at % 997}.py`;
  const group = `tests.test_module_${at % 997}.TestCase`;
  const target = { file, class: group, name: `test_number_${at}[value-${at}]` };
  return { ...target, target, id: `unit::${file}::${group}::${target.name}` };
});
const known = new Map(entries.map(({ id }) => [id, durationMs()]));
for (const { id } of entries) if (random() < 0.02) known.delete(id);
const request = { paths: [], args: [], command: [], report: null };
const group = { suites: ["unit"], listed: { list: PYTEST_LIST, entries, request } };

function bestMs(work: () => void): number {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now();
    work();
    best = Math.min(best, performance.now() - startedMs);
  }
  return best;
}

let plan = planShards([group], shards, { tests: known, suites: new Map() });
const sortMs = bestMs(() => void entries.map(({ id }) => id).sort());
const dealMs = bestMs(() => {
  plan = planShards([group], shards, { tests: known, suites: new Map() });
});
const loads = plan.deal.loads ?? new Float64Array();
const sum = loads.reduce((all, ms) => all + ms, 0);
const longest = (plan.deal.expectedMs ?? new Float64Array()).reduce((a, b) => Math.max(a, b), 0);
const over = Math.max(...loads) / Math.max(longest, sum / shards);
console.log(`${tests} tests over ${shards} shards: ${dealMs.toFixed(0)} ms`);
console.log(
  `  ${(dealMs / sortMs).toFixed(1)} times one sort of their ids (${sortMs.toFixed(0)} ms)`,
);
console.log(`  longest shard over the lower bound: ${over.toFixed(5)}`);
if (dealMs >= MOST_MS || over > MOST_OVER) Deno.exit(1);
