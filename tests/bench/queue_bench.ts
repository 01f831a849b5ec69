// How far over the bound a run on 16 places ends, with durations that were measured: dealt out by the
// estimates of one run, and taking what another run took. Static, and with parts of it in a queue.
//
//   deno run -A tests/bench/queue_bench.ts <junit.xml> <junit.xml> [more …]
//
// The files are reports of the same tests on one machine, such as of three times
//   docker run --rm --network none qa-gate-test-python:1 sh -c 'cd /usr/lib/python3/dist-packages &&
//     python3 -m pytest -p no:cacheprovider -q --junitxml=/tmp/o.xml toolz networkx/algorithms
//     >/dev/null; cat /tmp/o.xml'
//
// A suite that outgrows one machine has more tests and not longer ones, so each is taken several times:
// by the estimate of one run and the time of another, in every pair of runs. A task costs a 300th of a
// place's work beside its tests (2 s of 10 minutes). The bound is the work of all, each place at its
// speed. Exits 1 when the default ends 2 % of the bound later than the best of those that were tried.
import { dealShards, type DealtPart } from "../../lib/plan/deal_shards.ts";
import { dealWithQueue } from "../../lib/plan/deal_with_queue.ts";

const SLOTS = 16;
const START_PART = 1 / 300;
const MOST_WORSE = 0.02;
/** Parts of the work that are assigned in advance; 1 is a static plan. */
const ASSIGNED = [1, 0.85, 0.7, 0.6, 0.5, 0.3];
const DEFAULT = 0.7;
const SPEEDS = {
  "equal nodes": () => 1,
  "one in four 10 % slower": (slot: number) => slot % 4 === 0 ? 1.1 : 1,
  "one in four 30 % slower": (slot: number) => slot % 4 === 0 ? 1.3 : 1,
} as const;

/** One test: what it was expected to take, and what it took. */
interface TakenPart extends DealtPart {
  readonly expectedMs: number;
  readonly takenMs: number;
}

async function loadRun(path: string): Promise<ReadonlyMap<string, number>> {
  const text = await Deno.readTextFile(path);
  const known = new Map<string, number>();
  for (const [, words = ""] of text.matchAll(/<testcase ([^>]*)>/g)) {
    const of = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(words)?.[1] ?? "";
    known.set(`${of("classname")} ${of("name")}`, 1000 * Number(of("time")));
  }
  return known;
}

/** Every test in every pair of runs, the whole of them several times. */
function makeParts(runs: readonly ReadonlyMap<string, number>[], copies: number): TakenPart[] {
  const pairs = runs.flatMap((expected) =>
    runs.filter((run) => run !== expected).map((taken) => ({ expected, taken }))
  );
  return Array.from(
    { length: copies },
    (_, copy) =>
      pairs.flatMap(({ expected, taken }, pair) =>
        [...expected].filter(([id]) => taken.has(id)).map(([id, ms]) => ({
          key: `${id} ${copy} ${pair}`,
          suite: "unit",
          expectedMs: Math.max(1, ms),
          takenMs: Math.max(1, taken.get(id)!),
        }))
      ),
  ).flat();
}

/** The end over the bound, and the tasks: they begin in their order, each where a place is free first. */
function overBound(
  parts: readonly TakenPart[],
  assigned: number,
  speed: (slot: number) => number,
): { readonly over: number; readonly tasks: number } {
  const sum = parts.reduce((all, { takenMs }) => all + takenMs, 0);
  const startMs = sum / SLOTS * START_PART;
  const { shards } = assigned === 1
    ? dealShards(parts, SLOTS)
    : dealWithQueue(parts, { slots: SLOTS, leastMs: startMs, assigned });
  const tasks: number[] = [];
  for (const [at, { takenMs }] of parts.entries()) {
    const task = shards[at]!;
    tasks[task] = (tasks[task] ?? startMs) + takenMs;
  }
  const ends = Array.from({ length: SLOTS }, () => 0);
  for (const ms of tasks) {
    const slot = ends.indexOf(Math.min(...ends));
    ends[slot]! += ms * speed(slot);
  }
  const power = ends.reduce((all, _, slot) => all + 1 / speed(slot), 0);
  return { over: Math.max(...ends) / (sum / power), tasks: tasks.length };
}

const runs = await Promise.all(Deno.args.map(loadRun));
let isBest = runs.length > 1;
for (const copies of [2, 10]) {
  const parts = makeParts(runs, copies);
  console.log(`${parts.length} tests of ${runs.length} runs on ${SLOTS} places`);
  console.log(["assigned", ...ASSIGNED.map((part) => `${100 * part} %`)].join("\t"));
  for (const [title, speed] of Object.entries(SPEEDS)) {
    const ends = ASSIGNED.map((assigned) => overBound(parts, assigned, speed));
    const words = ends.map(({ over, tasks }) => `${over.toFixed(3)} (${tasks})`);
    console.log([title, ...words].join("\t"));
    const best = Math.min(...ends.map(({ over }) => over));
    if (ends[ASSIGNED.indexOf(DEFAULT)]!.over > best + MOST_WORSE) isBest = false;
  }
}
if (!isBest) Deno.exit(1);
