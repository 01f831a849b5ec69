// How much scheduling adds to a thousand suites that do nothing, with needs, ranks and several at once.
//
//   deno run -A tests/bench/schedule_bench.ts [suites]
//
// Each suite ends in the next turn of the event loop, so all time that passes is the scheduler's. The
// yardstick is the same number of turns without it. Exits 1 when a suite costs more than a millisecond.
import { scheduleSuites } from "../../lib/execute/schedule_suites.ts";
import type { PlannedSuite } from "../../lib/model/plan.ts";
import type { SuiteRecord } from "../../lib/model/run_record.ts";
import { orderSuites } from "../../lib/plan/order_suites.ts";
import { rankSuites } from "../../lib/plan/rank_suites.ts";

const ROUNDS = 5;
const MOST_MS = 1;

/** How the suites of a case need each other, by the place of each. */
const SHAPES: Readonly<Record<string, (at: number) => readonly number[]>> = {
  "no needs": () => [],
  "one chain": (at) => at === 0 ? [] : [at - 1],
  "all need the first": (at) => at === 0 ? [] : [0],
  "layers of 50": (at) => {
    const layer = Math.floor(at / 50) - 1;
    return layer < 0 ? [] : Array.from({ length: 10 }, (_, nth) => layer * 50 + nth * 5);
  },
};

function plan(count: number, shape: (at: number) => readonly number[]): readonly PlannedSuite[] {
  const full = {
    argv: ["true"],
    env: {},
    cwd: ".",
    timeoutMs: 1,
    report: { from: "nowhere" },
  } as const;
  const rest = { kind: "check", runner: "command", required: true, retries: 0 } as const;
  return Array.from({ length: count }, (_, at) => {
    const needs = shape(at).map((need) => `suite-${need}`);
    return { name: `suite-${at}`, needs, full, failsafe: null, container: null, ...rest };
  });
}

function recordOf({ name, kind, runner, required }: PlannedSuite): SuiteRecord {
  return { name, kind, runner, required, outcome: "passed", why: "", place: null, executions: [] };
}

async function runAll(suites: readonly PlannedSuite[], jobs: number): Promise<void> {
  const durations = new Map(suites.map(({ name }, at) => [name, (at * 7919) % 1000]));
  const records = await scheduleSuites(orderSuites(suites), {
    jobs,
    ranks: rankSuites(suites, durations),
    cancel: new AbortController().signal,
    run: (suite) => Promise.resolve(recordOf(suite)),
    skip: (suite) => recordOf(suite),
  });
  if (records.length !== suites.length) throw new Error("suites are missing");
}

async function bestMs(work: () => Promise<void>): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now();
    await work();
    best = Math.min(best, performance.now() - startedMs);
  }
  return best;
}

async function main(count: number): Promise<number> {
  const yardstickMs = await bestMs(async () => {
    for (let turn = 0; turn < count; turn++) await Promise.resolve();
  });
  console.log(`bare turns: ${yardstickMs.toFixed(2)} ms for ${count}`);
  console.log("case                  jobs   ms each   of bare turns");
  let worst = 0;
  for (const [name, shape] of Object.entries(SHAPES)) {
    for (const jobs of [1, 4, 256]) {
      const ms = await bestMs(() => runAll(plan(count, shape), jobs));
      worst = Math.max(worst, ms / count);
      const figures = [(ms / count).toFixed(4), (ms / yardstickMs).toFixed(1)];
      console.log(
        `${name.padEnd(20)} ${String(jobs).padStart(5)} ${figures[0]?.padStart(9)} ${
          figures[1]?.padStart(15)
        }`,
      );
    }
  }
  return worst <= MOST_MS ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main(Number(Deno.args[0] ?? 1000)));
