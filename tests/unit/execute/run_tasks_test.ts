import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { runTasks, type TaskNote, type TasksOptions } from "../../../lib/execute/run_tasks.ts";
import type { RemoteEnd, RemoteJob } from "../../../lib/model/remote_engine.ts";
import type { TaskLife } from "../../../lib/model/remote_life.ts";
import { fakeHost } from "../../support/fake_host.ts";
import {
  type FakeEngineOptions,
  type LifeFate,
  openFakeRemoteEngine,
} from "../../support/fake_remote_engine.ts";
import { spellFrames } from "../../support/spell_frames.ts";

const NONCE = "0123";
const FINE: LifeFate = { lostAt: null };

function jobOf(count: number, parallelism = 3): RemoteJob {
  const tasks = Array.from({ length: count }, (_, task) => task);
  return {
    ...{ name: "qa-j", image: "i", script: "s", tasks, parallelism, deadlineMs: 1000, graceMs: 10 },
    payload: Object.fromEntries([["entry", "e"], ...tasks.map((task) => [`task-${task}`, "t"])]),
    ...{ memoryBytes: null, cpus: null, pidsLimit: null, user: null, network: null, env: {} },
    ...{ mounts: [], placement: [], labels: {} },
  };
}

/** What each life tells: its own number too, so that two lives of a task can be told apart. */
const lines: FakeEngineOptions["lines"] = ({ task, life, number }) =>
  spellFrames({
    ...{ nonce: NONCE, life, task, frameBytes: 16 },
    suites: [{
      code: task % 5 === 4 ? 1 : 0,
      files: { report: `of ${task}, life ${number}, and some more` },
    }],
  });

interface Ran {
  readonly end: Awaited<ReturnType<typeof runTasks>>;
  readonly settled: TaskLife[];
  readonly reports: Map<number, string>;
  readonly notes: TaskNote[];
  readonly jobs: readonly string[];
}

async function run(
  count: number,
  fate: FakeEngineOptions["fate"],
  more: Partial<TasksOptions> = {},
): Promise<Ran> {
  const host = fakeHost();
  const engine = openFakeRemoteEngine({ lines, fate });
  const [settled, notes]: [TaskLife[], TaskNote[]] = [[], []];
  const reports = new Map<number, string>();
  const end = await runTasks(host, engine, jobOf(count), {
    ...{ nonce: NONCE, spool: "/spool", retries: 1, signal: new AbortController().signal },
    note: (event) => void notes.push(event),
    settle: async (life) => {
      settled.push(life);
      const path = life.suites.get(0)?.files.get("report")?.path ?? "";
      const text = await host.files.readText(path);
      reports.set(life.task, text.ok ? text.value : "");
    },
    ...more,
  });
  assertEquals(await host.files.stat("/spool"), null);
  return { end, settled, reports, notes, jobs: engine.seen.jobs };
}

Deno.test("runTasks() settles every task once, green or red", async () => {
  const { end, settled, reports, jobs } = await run(7, () => FINE);
  assertEquals(settled.map(({ task }) => task).sort(), [0, 1, 2, 3, 4, 5, 6]);
  assertEquals([end.settled.size, end.lost.size, end.again], [7, 0, 0]);
  assertEquals(reports.get(4), "of 4, life 0, and some more");
  assertEquals(jobs, ["qa-j"]);
});

Deno.test("runTasks() runs a task again whose node was lost, and never one whose tests failed", async () => {
  const { end, reports, jobs, notes } = await run(
    5,
    ({ task, number }) => task === 2 && number === 0 ? { lostAt: 0.5 } : FINE,
  );
  assertEquals(reports.get(2), "of 2, life 1, and some more");
  assertEquals(reports.get(4), "of 4, life 0, and some more");
  assertEquals([end.lost.size, end.again, jobs], [0, 1, ["qa-j", "qa-j-a1"]]);
  // The engine of a node that is gone answers nobody, and lets one wait.
  assertEquals(notes.filter(({ type }) => type === "reread"), []);
});

Deno.test("runTasks() reads again what was lost on the way before it runs anything again", async () => {
  const harm = (line: number) => line === 3 ? "lost" as const : null;
  const whole = await run(3, () => ({ lostAt: null, harm, reread: "whole" }));
  assertEquals([whole.end.settled.size, whole.end.again], [3, 0]);
  assertEquals(whole.settled.map(({ rereads }) => rereads), [1, 1, 1]);
  const gone = await run(
    3,
    ({ number }) => number === 0 ? { lostAt: null, harm, reread: "none" } : FINE,
  );
  assertEquals([gone.end.settled.size, gone.end.lost.size], [3, 0]);
  assert(gone.end.again > 0);
});

Deno.test("runTasks() gives a task up after its bound, and says why", async () => {
  const { end, settled, jobs } = await run(3, ({ task }) => task === 1 ? { lostAt: 0.3 } : FINE);
  assertEquals([...end.lost], [[1, "its node was lost on node-0"]]);
  assertEquals([settled.length, jobs.length], [2, 2]);
});

Deno.test("runTasks() takes what is out of memory or time as the answer that it is", async () => {
  for (const end of ["oom", "deadline"] satisfies RemoteEnd[]) {
    const { settled, jobs } = await run(2, ({ task }) => task === 1 ? { lostAt: 0.5, end } : FINE);
    assertEquals(settled.map((life) => life.end), ["exited", end]);
    assertEquals(jobs.length, 1);
  }
});

Deno.test("runTasks() does not run again what no node can start", async () => {
  const { end, jobs } = await run(2, () => ({ lostAt: 0, end: "rejected" }));
  assertEquals([end.lost.size, jobs.length], [2, 1]);
});

Deno.test("runTasks() counts a life once whose results come late, from a node that was lost", async () => {
  const { end, settled } = await run(
    4,
    ({ task, number }) => task === 1 && number === 0 ? { lostAt: 0.5, isGhost: true } : FINE,
  );
  assertEquals(settled.length, 4);
  assertEquals(new Set(settled.map(({ task }) => task)).size, 4);
  assertEquals(end.lost.size, 0);
});

Deno.test("runTasks() runs nothing again once it is told to end", async () => {
  const over = new AbortController();
  const { end, jobs } = await run(9, ({ task }) => {
    if (task === 4) over.abort();
    return task > 3 ? { lostAt: 0 } : FINE;
  }, { signal: over.signal });
  assertEquals(jobs.length, 1);
  assertEquals(end.settled.size, 4);
});

Deno.test("runTasks() bears an engine that throws, and one that tells nothing", async () => {
  const host = fakeHost();
  for (const fails of [true, false]) {
    const end = await runTasks(
      host,
      {
        ...openFakeRemoteEngine({ lines, fate: () => FINE }),
        run: async function* () {
          await Promise.resolve();
          if (fails) throw new Error("broken");
          yield* [];
        },
      },
      jobOf(2),
      {
        ...{ nonce: NONCE, spool: "/spool", retries: 1, signal: new AbortController().signal },
        ...{ note: () => {}, settle: () => Promise.resolve() },
      },
    );
    assertEquals([...end.lost.values()], ["it was never started", "it was never started"]);
  }
});

const HARMS = ["twice", "lost", "torn", "foreign", null] as const;
const fate: fc.Arbitrary<LifeFate> = fc.record({
  lostAt: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 2 }),
  isGhost: fc.boolean(),
  isShuffled: fc.boolean(),
  harms: fc.array(fc.constantFrom(...HARMS), { minLength: 1, maxLength: 7 }),
  reread: fc.constantFrom("whole" as const, "harmed" as const, "none" as const),
}).map(({ harms, ...rest }) => ({ ...rest, harm: (line: number) => harms[line % harms.length]! }));

Deno.test("runTasks() loses nothing silently and counts nothing twice, whatever becomes of lives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fate, fate), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 2 }),
      async (fates, retries) => {
        const { end, settled, reports } = await run(
          fates.length,
          ({ task, number }) => fates[task]?.[number] ?? FINE,
          { retries },
        );
        const tasks = settled.map(({ task }) => task);
        assertEquals(new Set(tasks).size, tasks.length);
        for (const task of fates.keys()) {
          assert(end.settled.has(task) !== end.lost.has(task), "settled or lost, and never both");
          if (!end.settled.has(task)) continue;
          const report = reports.get(task) ?? "";
          assert(/^of \d+, life \d, and some more$/.test(report), `a whole report: ${report}`);
          assertEquals(report.split(",")[0], `of ${task}`);
        }
        // With one more run than a fate is drawn for, and what is read again whole, nothing can be lost.
        if (retries === 2) assertEquals(end.lost.size, 0);
      },
    ),
    { numRuns: 300 },
  );
});
