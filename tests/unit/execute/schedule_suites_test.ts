import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { scheduleSuites } from "../../../lib/execute/schedule_suites.ts";
import type { SuiteOutcome } from "../../../lib/model/outcome.ts";
import type { PlannedSuite } from "../../../lib/model/plan.ts";
import type { SuiteRecord } from "../../../lib/model/run_record.ts";

function suite(name: string, needs: readonly string[] = []): PlannedSuite {
  const full = {
    argv: ["true"],
    env: {},
    cwd: ".",
    timeoutMs: 1,
    report: { from: "nowhere" },
  } as const;
  const rest = {
    kind: "check",
    runner: "command",
    required: true,
    retries: 0,
    container: null,
  } as const;
  return { name, needs, full, failsafe: null, ...rest };
}

function record(one: PlannedSuite, outcome: SuiteOutcome, why = ""): SuiteRecord {
  const { name, kind, runner, required } = one;
  return { name, kind, runner, required, outcome, why, place: null, executions: [] };
}

/** Runs suites that end when told, and keeps the order of starts and the most at once. */
function rig(outcomes: Readonly<Record<string, SuiteOutcome>> = {}) {
  const started: string[] = [];
  let running = 0;
  let most = 0;
  const cancel = new AbortController();
  return {
    started,
    cancel,
    most: () => most,
    options: (jobs: number) => ({
      jobs,
      cancel: cancel.signal,
      run: async (one: PlannedSuite) => {
        started.push(one.name);
        most = Math.max(most, ++running);
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        running--;
        return record(one, outcomes[one.name] ?? "passed");
      },
      skip: (one: PlannedSuite, why: string) => record(one, "not-run", why),
    }),
  };
}

Deno.test("scheduleSuites() keeps to the number of jobs and gives records in the plan's order", async () => {
  const { started, most, options } = rig();
  const suites = ["a", "b", "c", "d", "e"].map((name) => suite(name));
  const records = await scheduleSuites(suites, options(2));
  assertEquals(most(), 2);
  assertEquals(started.toSorted(), ["a", "b", "c", "d", "e"]);
  assertEquals(records.map((one) => one.name), ["a", "b", "c", "d", "e"]);
});

Deno.test("scheduleSuites() starts a suite only after what it needs", async () => {
  const { started, options } = rig();
  await scheduleSuites([suite("late", ["early"]), suite("early"), suite("free")], options(4));
  assertEquals(started, ["early", "free", "late"]);
});

Deno.test("scheduleSuites() skips what needs a suite that failed, and says which", async () => {
  const { started, options } = rig({ lint: "failed" });
  const suites = [suite("lint"), suite("unit", ["lint"]), suite("e2e", ["unit"])];
  const records = await scheduleSuites(suites, options(1));
  assertEquals(started, ["lint"]);
  assertEquals(records.map((one) => one.outcome), ["failed", "not-run", "not-run"]);
  assertStringIncludes(records[1]?.why ?? "", 'needs "lint", which failed');
  assertStringIncludes(records[2]?.why ?? "", 'needs "unit", which not-run');
});

Deno.test("scheduleSuites() starts nothing more after an interrupt", async () => {
  const { started, cancel, options } = rig();
  cancel.abort();
  const records = await scheduleSuites([suite("a"), suite("b")], options(1));
  assertEquals(started, []);
  assertEquals(records.map((one) => one.outcome), ["not-run", "not-run"]);
});

Deno.test("scheduleSuites() throws on suites that wait for each other", async () => {
  const { options } = rig();
  const suites = [suite("a", ["b"]), suite("b", ["a"])];
  await assertRejects(() => scheduleSuites(suites, options(1)), Error, "a, b");
});

Deno.test("scheduleSuites() starts the most urgent first, equal ones in the plan's order", async () => {
  const { started, options } = rig();
  const suites = ["a", "b", "c", "d"].map((name) => suite(name));
  const ranks = new Map([["a", 1], ["b", Infinity], ["c", 5], ["d", Infinity]]);
  const records = await scheduleSuites(suites, { ...options(1), ranks });
  assertEquals(started, ["b", "d", "c", "a"]);
  assertEquals(records.map((one) => one.name), ["a", "b", "c", "d"]);
});

Deno.test("scheduleSuites() lets an urgent suite wait for what it needs", async () => {
  const { started, options } = rig();
  const suites = [suite("base"), suite("other"), suite("urgent", ["base", "base"])];
  const ranks = new Map([["base", 1], ["other", 2], ["urgent", 9]]);
  await scheduleSuites(suites, { ...options(1), ranks });
  assertEquals(started, ["other", "base", "urgent"]);
});

for (const outcome of ["failed", "timed-out", "crashed", "unproven"] as const) {
  Deno.test(`scheduleSuites() fails fast after a required suite ${outcome}`, async () => {
    const { started, options } = rig({ b: outcome });
    const suites = ["a", "b", "c"].map((name) => suite(name));
    const records = await scheduleSuites(suites, { ...options(1), failFast: true });
    assertEquals(started, ["a", "b"]);
    assertStringIncludes(records[2]?.why ?? "", `"b" had ${outcome} before`);
  });
}

Deno.test("scheduleSuites() goes on after a suite that is not required, or without fail-fast", async () => {
  const suites = [{ ...suite("a"), required: false }, suite("b")];
  for (const failFast of [true, false]) {
    const { started, options } = rig({ a: "failed", b: failFast ? "passed" : "failed" });
    await scheduleSuites([...suites, suite("c")], { ...options(1), failFast });
    assertEquals(started, ["a", "b", "c"]);
  }
});

Deno.test("scheduleSuites() starts nothing more when the time of the run is up", async () => {
  const { started, options } = rig();
  const deadline = AbortSignal.abort();
  const records = await scheduleSuites([suite("a")], { ...options(1), deadline });
  assertEquals([started, records[0]?.outcome], [[], "not-run"]);
  assertStringIncludes(records[0]?.why ?? "", "deadline of the run");
});

Deno.test("scheduleSuites() passes on what a suite throws", async () => {
  const { options } = rig();
  const run = () => Promise.reject(new Error("a bug"));
  await assertRejects(() => scheduleSuites([suite("a")], { ...options(1), run }), Error, "a bug");
});

Deno.test("scheduleSuites() keeps needs, jobs and the plan's order, whatever the ranks", async () => {
  const shape = fc.array(fc.record({ rank: fc.nat(5), needs: fc.array(fc.nat(20)) }), {
    maxLength: 20,
  });
  await fc.assert(fc.asyncProperty(shape, fc.integer({ min: 1, max: 4 }), async (drawn, jobs) => {
    const suites = drawn.map(({ needs }, at) =>
      suite(`s${at}`, needs.filter((need) => need < at).map((need) => `s${need}`))
    );
    const ranks = new Map(drawn.map(({ rank }, at) => [`s${at}`, rank]));
    const { started, most, options } = rig();
    const records = await scheduleSuites(suites, { ...options(jobs), ranks });
    assertEquals(records.map(({ name }) => name), suites.map(({ name }) => name));
    assertEquals(most() <= jobs, true);
    for (const { name, needs } of suites) {
      const at = started.indexOf(name);
      assertEquals(needs.every((need) => started.indexOf(need) < at), true);
    }
  }));
});
