import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { SUITE_OUTCOMES, TEST_OUTCOMES } from "../../../lib/model/outcome.ts";
import type { MergeJson } from "../../../lib/model/merge_json.ts";
import type { Plan } from "../../../lib/model/plan.ts";
import type { ReplayRequest } from "../../../lib/model/replay.ts";
import type { RunnableReplay } from "../../../lib/model/replay_plan.ts";
import { planReplay } from "../../../lib/plan/plan_replay.ts";
import type { ReplaySource } from "../../../lib/plan/replay_source.ts";
import { LINT_COMMAND } from "../../support/sample_plan.ts";
import { RUNNERS } from "../../support/all_runners.ts";
import {
  samplePlanned,
  sampleRecordedTest as test,
  sampleReplayEnvironment,
  sampleReplayPlan,
  sampleRequest,
  sampleSource,
  sampleSuiteState as suite,
} from "../../support/sample_replay.ts";

const TABLES = { runners: RUNNERS };
const CHECK = { kind: "check", runner: "command" } as const;

function run(
  records: readonly ReplaySource[],
  current: Plan,
  request: Partial<ReplayRequest> = {},
): RunnableReplay {
  const planned = planReplay(records, current, sampleRequest(request), TABLES);
  assert(planned.ok, JSON.stringify(planned));
  assert(planned.value.kind === "run", JSON.stringify(planned.value));
  return planned.value;
}

function argvOf({ plan }: RunnableReplay, name: string): readonly string[] {
  return plan.suites.find((one) => one.name === name)?.full.argv ?? [];
}

const LINT = samplePlanned("lint", {
  ...CHECK,
  full: {
    ...LINT_COMMAND,
    request: { runner: "command", paths: [], args: [], command: ["lint"], report: null },
  },
});
const PLAN = sampleReplayPlan([
  samplePlanned("unit"),
  samplePlanned("e2e"),
  LINT,
]);
const RED = sampleSource([
  suite("unit", [test("unit", "test_a[x y]"), test("unit", "test_b", "error")]),
  suite("e2e"),
  suite("lint", [], { kind: "check", outcome: "failed" }),
]);

Deno.test("planReplay() runs exactly what failed, by tests and by suites", () => {
  const planned = run([RED], PLAN);
  assertEquals(planned.plan.suites.map(({ name }) => name), ["unit", "lint"]);
  assertEquals(argvOf(planned, "unit").slice(-2), [
    "tests/test_sum.py::test_a[x y]",
    "tests/test_sum.py::test_b",
  ]);
  assertEquals(planned.plan.replay?.suites.map(({ suite, scope, why }) => [suite, scope, why]), [
    ["unit", "tests", "2 tests did not pass"],
    ["lint", "suite", "failed"],
  ]);
  assertEquals(planned.plan.replay?.outstanding, []);
  assertEquals(planned.plan.leftOut.map(({ suite }) => suite), ["e2e"]);
});

Deno.test("planReplay() says that nothing is left", () => {
  const planned = planReplay(
    [sampleSource([suite("unit")])],
    sampleReplayPlan([samplePlanned("unit")]),
    sampleRequest(),
    TABLES,
  );
  assertEquals(planned, {
    ok: true,
    value: {
      kind: "nothing",
      why: "Nothing is left to replay: all 1 suites passed, or are excused",
      outstanding: [],
    },
  });
});

/** The message and the hint of a request that is refused. */
function refusal(request: Partial<ReplayRequest>, records = [RED]): string {
  const planned = planReplay(records, PLAN, sampleRequest(request), TABLES);
  assert(!planned.ok && planned.error.kind === "usage", JSON.stringify(planned));
  return `${planned.error.message} / ${planned.error.hint}`;
}

function outstandingOf({ plan }: RunnableReplay): readonly string[] {
  return plan.replay?.outstanding.map(({ suite, test, state }) => `${test ?? suite} ${state}`) ??
    [];
}

Deno.test("planReplay() runs one suite or one test, and tells what stays to be done", () => {
  const one = run([RED], PLAN, { suites: ["lint"] });
  assertEquals(one.plan.suites.map(({ name }) => name), ["lint"]);
  assertEquals(outstandingOf(one), [
    "unit::tests/test_sum.py::tests.test_sum::test_a[x y] failed",
    "unit::tests/test_sum.py::tests.test_sum::test_b error",
  ]);
  const single = run([RED], PLAN, { tests: ["test_b"] });
  assertEquals(argvOf(single, "unit").at(-1), "tests/test_sum.py::test_b");
  assertEquals(outstandingOf(single).map((line) => line.split(" ").at(-1)), ["failed", "failed"]);
  const gates = run([RED], PLAN, { gatesOnly: true });
  assertEquals(gates.plan.suites.map(({ name }) => name), ["lint"]);
});

Deno.test("planReplay() runs what passed when it is asked for by name, and then it decides", () => {
  const passed = { ...samplePlanned("e2e"), required: false };
  const plan = run([RED], sampleReplayPlan([samplePlanned("unit"), passed]), { suites: ["e2e"] });
  assertEquals(plan.plan.suites.map(({ name, required }) => [name, required]), [["e2e", true]]);
  assertEquals(plan.plan.replay?.suites[0]?.why, "passed, and is asked for by name");
});

Deno.test("planReplay() takes all tests of an ambiguous end, and says so", () => {
  const twice = sampleSource([
    suite("unit", [
      test("unit", "test_a"),
      test("unit", "test_a", "failed", { id: "unit::x::test_a" }),
    ]),
    suite("e2e", [test("e2e", "test_a")]),
    suite("lint", [], { kind: "check" }),
  ]);
  const planned = run([twice], PLAN, { tests: ["test_a"] });
  assertEquals(planned.plan.replay?.suites.map(({ tests }) => tests.length), [2, 1]);
  assert(planned.plan.notes.includes('"test_a" is the end of 3 tests; all of them'));
  const exact = run([twice], PLAN, { tests: ["unit::x::test_a"] });
  assertEquals(exact.plan.replay?.suites.map(({ tests }) => tests.length), [1]);
  const spelled = run([twice], PLAN, { tests: ["tests/test_sum.py::test_a"], suites: ["e2e"] });
  assertEquals(spelled.plan.replay?.suites.map(({ suite }) => suite), ["e2e"]);
});

Deno.test("planReplay() refuses names that nothing has, with the nearest spelling", () => {
  assertEquals(
    refusal({ tests: ["test_bb"] }),
    'No record knows a test "test_bb" / Did you mean --test "test_b"?',
  );
  assertEquals(
    refusal({ suites: ["lint"], tests: ["test_b"] }),
    'Test "test_b" is of the suite unit, and not of lint / Write --suite unit, or leave --suite out',
  );
  assertEquals(refusal({ suites: ["lnit"] }).split(" / ")[0], 'There is no suite "lnit"');
  assert(refusal({ suites: ["unti"] }).endsWith("Did you mean --suite unit?"));
  assert(refusal({ tests: ["a"], gatesOnly: true }).startsWith("A single test is no gate"));
  assert(refusal({ shardIndex: 1 }).startsWith("No record is of shard 1 / None"));
  const gone = sampleSource([suite("gone", [test("gone", "test_a")])]);
  assert(refusal({ suites: ["gone"] }, [gone]).includes("none in the plan"));
  assert(refusal({ tests: ["test_a"] }, [gone]).includes("none in the plan"));
});

Deno.test("planReplay() runs nothing of a suite that is gone, and leaves it to be done", () => {
  const gone = sampleSource([suite("gone", [test("gone", "test_a")]), suite("unit"), suite("e2e")]);
  const current = sampleReplayPlan([samplePlanned("unit"), samplePlanned("e2e")]);
  const planned = planReplay([gone], current, sampleRequest(), TABLES);
  assert(planned.ok && planned.value.kind === "nothing");
  assertEquals(planned.value.outstanding.map(({ suite, state }) => [suite, state]), [[
    "gone",
    "removed",
  ]]);
});

Deno.test("planReplay() does not wait for a need that passed, and runs one that did not", () => {
  const needing = sampleReplayPlan([
    samplePlanned("build"),
    samplePlanned("unit", { needs: ["build"] }),
    samplePlanned("e2e", { needs: ["unit"] }),
  ]);
  const red = (build: readonly ReturnType<typeof test>[]) =>
    sampleSource([
      suite("build", build),
      suite("unit", [test("unit", "a")]),
      suite("e2e", [], { outcome: "not-run" }),
    ]);
  const needs = ({ plan }: RunnableReplay) =>
    plan.suites.map(({ name, needs }) => [name, ...needs]);
  const passed = run([red([])], needing);
  assertEquals(needs(passed), [["unit"], ["e2e", "unit"]]);
  assert(passed.plan.notes.some((note) => note.startsWith('Suite "build", which "unit" needs')));
  const pulled = run([red([test("build", "b")])], needing, { suites: ["e2e"] });
  assertEquals(needs(pulled), [["build"], ["unit", "build"], ["e2e", "unit"]]);
  assertEquals(pulled.plan.replay?.suites.map(({ scope }) => scope), ["suite", "suite", "suite"]);
  assertEquals(outstandingOf(pulled), []);
});

Deno.test("planReplay() speaks up, runs serially and repeats where it is asked to", () => {
  const planned = run([RED], PLAN, { debug: true, serial: true, repeat: 5 });
  assertEquals([planned.plan.jobs, planned.plan.repeat], [1, 5]);
  assert(argvOf(planned, "unit").includes("-vv"));
  assertEquals(planned.plan.notes.slice(-2), [
    'Suite "lint": there are no words for debug output of a command judged by its exit code',
    'Suite "lint": a command judged by its exit code cannot be told to run one test after the other',
  ]);
  assertEquals(run([RED], PLAN).plan.repeat, undefined);
});

Deno.test("planReplay() tries nothing again unless --retries says so", () => {
  const retrying = sampleReplayPlan([samplePlanned("unit", { retries: 3 })]);
  assertEquals(run([RED], retrying).plan.suites[0]?.retries, 0);
  const source = { name: "retries", value: "3", from: "flag", where: "--retries" } as const;
  const asked = run([RED], { ...retrying, sources: [source] });
  assertEquals(asked.plan.suites[0]?.retries, 3);
  assertEquals(asked.plan.sources.filter(({ name }) => name === "retries"), [source]);
});

Deno.test("planReplay() runs where the record ran, unless a flag says otherwise", () => {
  const placed = (place: "container" | "failsafe") => {
    const source = sampleSource([
      suite("unit", [test("unit", "a")]),
      suite("e2e", [test("e2e", "b")]),
    ]);
    const [first, second] = source.record.suites;
    assert(first && second);
    return { ...source, record: { ...source.record, suites: [{ ...first, place }, second] } };
  };
  const local = { failsafe: samplePlanned("unit").full };
  const current = sampleReplayPlan([samplePlanned("unit", local), samplePlanned("e2e", local)]);
  assertEquals(run([placed("container")], current).plan.mode, "container");
  assertEquals(run([placed("failsafe")], current).plan.mode, "auto");
  const alone = run([placed("failsafe")], current, { suites: ["unit"] });
  assertEquals(alone.plan.mode, "failsafe");
  assertEquals(alone.plan.sources.find(({ name }) => name === "mode")?.from, "record");
  const flag = { name: "mode", value: "container", from: "flag", where: "--mode" } as const;
  const told = run([placed("failsafe")], { ...current, mode: "container", sources: [flag] }, {
    suites: ["unit"],
  });
  assertEquals(told.plan.mode, "container");
  assertEquals(told.plan.replay?.differences.map(({ what }) => what), ["mode"]);
});

Deno.test("planReplay() tells nothing of an image that is not to be used", () => {
  const source = sampleSource([suite("unit", [test("unit", "test_a")]), suite("e2e")], {
    environment: sampleReplayEnvironment({ image_digest: null }),
  });
  const images = (mode: Plan["mode"]) => {
    const asked = { name: "mode", value: mode, from: "flag", where: "--mode" } as const;
    const { plan } = run([source], { ...PLAN, mode, sources: [asked] });
    return plan.replay?.differences.filter(({ what }) => what === "image").length;
  };
  assertEquals([images("container"), images("failsafe")], [1, 0]);
});

Deno.test("planReplay() stays where it is where a suite has no form for the recorded place any more", () => {
  const source = sampleSource([suite("unit", [test("unit", "a")]), suite("e2e")]);
  const [first] = source.record.suites;
  assert(first);
  const record = { ...source.record, suites: [{ ...first, place: "failsafe" as const }] };
  const planned = run([{ ...source, record }], PLAN);
  assertEquals(planned.plan.mode, "auto");
  const [told] = planned.plan.replay?.differences ?? [];
  assertEquals([told?.what, told?.recorded, told?.now], ["mode", "failsafe", "auto"]);
});

Deno.test("planReplay() runs all of a suite that ran out of time, whatever of it is known", () => {
  for (const outcome of ["timed-out", "crashed", "unproven", "lost", "cancelled"] as const) {
    const record = sampleSource([suite("unit", [test("unit", "a")], { outcome }), suite("e2e")]);
    const [told] = run([record], PLAN).plan.replay?.suites ?? [];
    assertEquals([told?.suite, told?.scope, told?.tests.length], ["unit", "suite", 1], outcome);
  }
});

Deno.test("planReplay() widens to the suite where its tool cannot select, and says so", () => {
  const own = {
    ...samplePlanned("unit").full,
    request: { runner: "junit", paths: [], args: [], command: ["make", "test"], report: null },
  };
  const planned = run([RED], sampleReplayPlan([samplePlanned("unit", { full: own })]));
  const [told] = planned.plan.replay?.suites ?? [];
  assertEquals([told?.scope, told?.tests.length], ["suite", 2]);
  assert(told?.why.endsWith("they cannot be selected, so all of it runs"));
  assertEquals(planned.singles.map(({ isSelected }) => isSelected), [false, false]);
});

Deno.test("planReplay() replays one shard of several", () => {
  const sharded = [0, 1].map((index) =>
    sampleSource([suite("unit", [test("unit", `test_${index}`)]), suite("e2e")], {
      shard: {
        kind: "test",
        index,
        total: 2,
        balanced_by: "count",
        plan_digest: "d",
        parts: 1,
        parts_total: 2,
        expected_ms: null,
        expected_imbalance: null,
      },
    })
  );
  assertEquals(run(sharded, PLAN).plan.replay?.suites[0]?.tests.length, 2);
  const one = run(sharded, PLAN, { shardIndex: 1 });
  assertEquals(argvOf(one, "unit").at(-1), "tests/test_sum.py::test_1");
  assert(refusal({ shardIndex: 7 }, sharded).endsWith("Shards in the records: 0, 1"));
});

Deno.test("planReplay() says of a merged record where that of its shard is", () => {
  const none = { count: 0, first: [] };
  const counts = { missing: none, doubled: none, unexpected: none };
  const merge: MergeJson = {
    kind: "shards",
    sources: [{ run_id: "run-1", record: "/downloads/run-1", shard: 1, verdict: "failed" }],
    completeness: { is_complete: true, problems: [], ...counts, commands: [] },
    imbalance: null,
  };
  const source = sampleSource([suite("unit", [test("unit", "test_a")])]);
  const { files } = source.record;
  const results = { merge } as unknown as NonNullable<typeof files.results>;
  const merged = { ...source, record: { ...source.record, files: { ...files, results } } };
  assert(refusal({ shardIndex: 1 }, [merged]).endsWith("give that of shard 1: /downloads/run-1"));
  assert(refusal({ shardIndex: 2 }, [merged]).endsWith("leave --shard-index out"));
});

const NAMES = ["unit", "e2e", "lint", "extra"] as const;
const anySuite = fc.record({
  name: fc.constantFrom(...NAMES),
  outcome: fc.constantFrom(...SUITE_OUTCOMES),
  unnamed: fc.nat(1),
  isPart: fc.boolean(),
  tests: fc.uniqueArray(
    fc.record({ name: fc.constantFrom("a", "b", "c"), outcome: fc.constantFrom(...TEST_OUTCOMES) }),
    { selector: ({ name }) => name },
  ),
});
const anyRecords = fc.array(
  fc.uniqueArray(anySuite, { selector: ({ name }) => name, minLength: 1 }),
  { minLength: 1, maxLength: 3 },
).map((records) =>
  records.map((suites) =>
    sampleSource(
      suites.map(({ tests, name, ...rest }) =>
        suite(name, tests.map((one) => test(name, one.name, one.outcome)), rest)
      ),
    )
  )
);
const FULL = sampleReplayPlan([
  samplePlanned("lint", CHECK),
  samplePlanned("unit", { needs: ["lint"] }),
  samplePlanned("e2e", { needs: ["unit", "lint"] }),
]);
const BAD: readonly string[] = [
  "failed",
  "error",
  "timed-out",
  "crashed",
  "not-run",
  "unexpected-pass",
];

Deno.test("planReplay() never runs less than what failed last, in the plan's order, and can start", () => {
  fc.assert(
    fc.property(anyRecords, (records) => {
      const planned = planReplay(records, FULL, sampleRequest(), TABLES);
      assert(planned.ok);
      const plan = planned.value.kind === "run" ? planned.value.plan : null;
      const replayed = new Map(plan?.replay?.suites.map((one) => [one.suite, one]) ?? []);
      const last = new Map(
        records.flatMap(({ suites }) =>
          suites.flatMap(({ tests }) => tests.map((one) => [one.id, one] as const))
        ),
      );
      for (const one of last.values()) {
        if (!BAD.includes(one.outcome) || one.suite === "extra") {
          continue;
        }
        const told = replayed.get(one.suite);
        assert(told?.scope === "suite" || told?.tests.includes(one.id), one.id);
      }
      for (const { name } of FULL.suites) {
        const newest = records.findLast(({ suites }) => suites.some((one) => one.name === name))
          ?.suites.find((one) => one.name === name);
        if (newest !== undefined && newest.outcome !== "passed") assert(replayed.has(name), name);
      }
      const names = plan?.suites.map(({ name }) => name) ?? [];
      assertEquals(
        names,
        FULL.suites.map(({ name }) => name).filter((name) => names.includes(name)),
      );
      for (const { needs } of plan?.suites ?? []) {
        assert(needs.every((need) => names.includes(need)));
      }
      const { outstanding } = plan?.replay ??
        (planned.value.kind === "nothing" ? planned.value : { outstanding: [] });
      assert(outstanding.every((one) => one.suite === "extra" && one.state === "removed"));
    }),
    { numRuns: 400 },
  );
});

Deno.test("planReplay() is the same for the same record twice, and settled by a record in which all passed", () => {
  fc.assert(
    fc.property(anyRecords, (records) => {
      const [newest] = records.slice(-1);
      assert(newest);
      const once = planReplay(records, FULL, sampleRequest(), TABLES);
      const twice = planReplay([...records, newest], FULL, sampleRequest(), TABLES);
      assert(once.ok && twice.ok);
      const shape = ({ value }: typeof once) =>
        value.kind === "run"
          ? value.plan.replay?.suites.map((one) => [one.suite, one.scope, one.tests])
          : [];
      assertEquals(shape(twice), shape(once));
      const told = new Map(
        records.flatMap(({ suites }) =>
          suites.flatMap(({ tests }) => tests.map((one) => [one.id, one] as const))
        ),
      );
      const green = sampleSource([...NAMES].map((name) =>
        suite(
          name,
          [...told.values()].filter((one) => one.suite === name)
            .map((one) => ({ ...one, outcome: "passed" as const })),
        )
      ));
      const settled = planReplay([...records, green], FULL, sampleRequest(), TABLES);
      assert(settled.ok && settled.value.kind === "nothing");
      assertEquals(settled.value.outstanding, []);
    }),
    { numRuns: 300 },
  );
});

Deno.test("planReplay() reads a record of 100,000 failures without delay", () => {
  const tests = Array.from({ length: 100_000 }, (_, index) => test("unit", `test_${index}`));
  const record = sampleSource([suite("unit", tests), suite("e2e"), suite("lint", [], CHECK)]);
  const one = run([record], PLAN, { tests: ["test_99999"] });
  assertEquals(argvOf(one, "unit").at(-1), "tests/test_sum.py::test_99999");
  assertEquals(run([record], PLAN).plan.replay?.suites[0]?.tests.length, 100_000);
});
