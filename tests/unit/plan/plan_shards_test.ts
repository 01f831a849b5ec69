import { assertEquals } from "@std/assert";
import { GO_LIST } from "../../../lib/catalog/runners/go_list.ts";
import { PYTEST_LIST } from "../../../lib/catalog/runners/pytest_list.ts";
import type { TestListing, TestTarget } from "../../../lib/model/runner.ts";
import { shardKey, type ShardPlace } from "../../../lib/model/shard_keys.ts";
import { planShards, type ShardedPlan, unitOfParts } from "../../../lib/plan/plan_shards.ts";
import type { ListedEntry, ShardGroup } from "../../../lib/plan/shard_parts.ts";

const NOTHING = { tests: new Map(), suites: new Map() };
const REQUEST = { paths: [], args: [], command: [], report: null };

function entry(target: TestTarget, suite = "unit"): ListedEntry {
  const parts = [suite, target.file, target.class, target.name].filter((part) => part !== "");
  return { ...target, id: parts.join("::"), target };
}

function listed(list: TestListing, targets: readonly TestTarget[], suite = "unit"): ShardGroup {
  const entries = targets.map((target) => entry(target, suite));
  return { suites: [suite], listed: { list, entries, request: REQUEST } };
}

const test = (file: string, name: string): TestTarget => ({ file, class: "", name });
const whole = (...suites: string[]): ShardGroup => ({ suites, listed: null });

/** `key: shard` of each part, NUL shown as `|`. */
function tell(groups: readonly ShardGroup[], total: number, durations = NOTHING) {
  const { parts, deal } = planShards(groups, total, durations);
  return parts.map(({ key }, at) => `${key.replaceAll("\0", "|")}: ${deal.shards[at]}`);
}

Deno.test("planShards() deals tests and whole suites, each once", () => {
  const unit = listed(PYTEST_LIST, [test("a.py", "one"), test("a.py", "two"), test("b.py", "one")]);
  assertEquals(tell([unit, whole("build", "e2e")], 2), [
    "unit|a.py||one: 1",
    "unit|a.py||two: 0",
    "unit|b.py||one: 1",
    "build|e2e: 0",
  ]);
  const { choices } = planShards([unit, whole("build", "e2e")], 2, NOTHING);
  assertEquals(choices.map((own) => [...own.keys()].sort()), [["build", "e2e", "unit"], ["unit"]]);
  const mine = choices[1]?.get("unit");
  assertEquals(
    typeof mine === "object" ? mine.files?.["selection.jsonl"] : mine,
    '["a.py","","one"]\n["b.py","","one"]\n',
  );
});

Deno.test("planShards() leaves a suite whole of which one shard has everything", () => {
  const unit = listed(PYTEST_LIST, [test("a.py", "one"), test("a.py", "two")]);
  const { choices, coarsened } = planShards([unit], 1, NOTHING);
  assertEquals([choices[0]?.get("unit"), coarsened], ["whole", []]);
});

Deno.test("planShards() takes tests of one identity for one part, with the time of both", () => {
  const twice = [test("a.py", "one"), test("a.py", "one"), test("a.py", "two")];
  const entries = twice.map((target, at) => ({ ...entry(target), id: `t${at}` }));
  const group = { suites: ["unit"], listed: { list: PYTEST_LIST, entries, request: REQUEST } };
  const tests = new Map([["t0", 10], ["t1", 30], ["t2", 35]]);
  const { parts, deal } = planShards([group], 2, { tests, suites: new Map() });
  assertEquals(parts.map(({ name, count }) => [name, count]), [["one", 2], ["two", 1]]);
  assertEquals([...deal.expectedMs ?? []], [40, 35]);
});

Deno.test("planShards() divides a suite less finely where a selection would not be exact", () => {
  const go = (name: string, own: string): TestTarget => ({ file: "", class: own, name });
  // The pattern of the second shard's TestB of x and TestA of y would run TestA of x as well.
  const clash = [go("TestA", "x"), go("TestB", "x"), go("TestC", "x"), go("TestA", "y")];
  assertEquals(tell([listed(GO_LIST, clash)], 2), ["unit||x|: 0", "unit||y|: 1"]);
  assertEquals(planShards([listed(GO_LIST, clash)], 2, NOTHING).coarsened, ["unit"]);
  const alone = [go("TestA", "x"), go("TestB", "x"), go("TestC", "y"), go("TestD", "y")];
  assertEquals(tell([listed(GO_LIST, alone)], 2).length, 4);
});

/** What another shard knows of a plan: the parts as they were dealt out there. */
function siblingOf({ parts, deal }: ShardedPlan) {
  const known = new Map(parts.flatMap((part, at) =>
    part.suites.map((suite) => {
      const ms = (deal.expectedMs?.[at] ?? 0) / part.suites.length;
      return [shardKey({ ...part, suite }), ms] as const;
    })
  ));
  const expectedMs = (place: ShardPlace) => known.get(shardKey(place)) ?? null;
  return {
    ...NOTHING,
    plan: { has: (place: ShardPlace) => known.has(shardKey(place)), expectedMs },
  };
}

Deno.test("planShards() makes the plan of another shard again, also where that was divided less finely", () => {
  const go = (name: string, own: string): TestTarget => ({ file: "", class: own, name });
  const clash = [go("TestA", "x"), go("TestB", "x"), go("TestC", "x"), go("TestA", "y")];
  const unit = listed(PYTEST_LIST, [test("a.py", "one"), test("a.py", "two"), test("b.py", "one")]);
  const groups = [listed(GO_LIST, clash, "go"), unit, whole("build", "e2e")];
  const tests = new Map([["unit::a.py::one", 900.12345], ["unit::b.py::one", 0.2]]);
  const suites = new Map([["build", 33.5], ["e2e", 1200]]);
  const first = planShards(groups, 3, { tests, suites });
  assertEquals(first.coarsened, ["go"]);
  const again = planShards(groups, 3, siblingOf(first));
  assertEquals(again.parts.map(({ key }) => key), first.parts.map(({ key }) => key));
  assertEquals(again.deal, first.deal);
  assertEquals(again.choices, first.choices);
});

Deno.test("planShards() keeps a suite whole where nothing else is exact, or a name looks like a flag", () => {
  const none: TestListing = { ...PYTEST_LIST, select: () => null };
  assertEquals(tell([listed(none, [test("a", "1"), test("b", "2")])], 2), ["unit: 0"]);
  const flags: TestListing = {
    ...PYTEST_LIST,
    select: (chosen) => ({ paths: chosen.map(({ file }) => file), args: [] }),
  };
  assertEquals(tell([listed(flags, [test("-x", "1"), test("b", "2")])], 2), ["unit: 0"]);
});

Deno.test("planShards() comes to the same whatever the order of a listing", () => {
  const targets = ["c", "a", "d", "b"].map((name) => test("f.py", name));
  const tests = new Map(targets.map(({ name }, at) => [`unit::f.py::${name}`, (at * 7) % 5]));
  const known = { tests, suites: new Map<string, number>() };
  const there = tell([listed(PYTEST_LIST, targets)], 3, known);
  assertEquals(tell([listed(PYTEST_LIST, targets.toReversed())], 3, known), there);
});

Deno.test("unitOfParts() names what is counted", () => {
  assertEquals(unitOfParts([test("a", "b")]), "tests");
  assertEquals(unitOfParts([test("a", ""), { file: "", class: "pkg", name: "" }]), "files");
  assertEquals(unitOfParts([test("", "")]), "suites");
  assertEquals(unitOfParts([test("a", "b"), test("", "")]), "parts");
  assertEquals(unitOfParts([]), "parts");
});
