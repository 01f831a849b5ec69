import { assertEquals } from "@std/assert";
import type { Plan, SuiteCommand } from "../../../lib/model/plan.ts";
import { narrowPlan, type PlanNarrowing } from "../../../lib/plan/narrow_plan.ts";
import { RUNNERS } from "../../support/all_runners.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";

function pytest(...paths: readonly string[]): SuiteCommand {
  const request = { runner: "pytest", paths, args: ["-q"], command: [], report: null };
  const spelled = RUNNERS.find(({ id }) => id === "pytest")!.command(request);
  return { ...spelled, env: { MINE: "1" }, cwd: ".", timeoutMs: 1_000, request };
}

const [UNIT, LINT] = [SAMPLE_PLAN.suites[0]!, SAMPLE_PLAN.suites[1]!];
const SELECTION = { paths: ["a.py"], args: ["--x"], files: { "selection.jsonl": "…" } };

function narrow(
  full: SuiteCommand,
  failsafe: SuiteCommand | null,
  change: Partial<PlanNarrowing> = {},
) {
  const plan: Plan = { ...SAMPLE_PLAN, suites: [{ ...UNIT, full, failsafe }, LINT] };
  return narrowPlan(plan, {
    shard: SAMPLE_SHARD,
    choices: new Map([["unit", SELECTION]]),
    elsewhere: new Map([["unit", [0, 1]], ["lint", [1]]]),
    listedLocally: new Set(),
    leftOut: [],
    notes: [],
    runners: RUNNERS,
    ...change,
  });
}

Deno.test("narrowPlan() runs what was chosen, and says where the rest runs", () => {
  const plan = narrow(pytest("tests"), pytest("tests"));
  const [unit] = plan.suites;
  assertEquals(plan.suites.map(({ name }) => name), ["unit"]);
  assertEquals(plan.leftOut, [{ suite: "lint", why: "runs in shard 1 of 3" }]);
  assertEquals(plan.shard, SAMPLE_SHARD);
  for (const command of [unit?.full, unit?.failsafe]) {
    assertEquals(command?.argv.includes("tests"), false);
    assertEquals(["-q", "--x", "a.py"].every((word) => command?.argv.includes(word)), true);
    assertEquals(command?.files?.["selection.jsonl"], "…");
    assertEquals(Object.keys(command?.files ?? {}).includes("qa_gate_watch.py"), true);
    assertEquals(command?.env, { MINE: "1" });
  }
});

Deno.test("narrowPlan() keeps the words of the whole suite, from which a retry selects", () => {
  const full = pytest("tests");
  assertEquals(narrow(full, null).suites[0]?.full.request, full.request);
});

Deno.test("narrowPlan() leaves a whole suite as it is", () => {
  const full = pytest("tests");
  const plan = narrow(full, full, { choices: new Map([["unit", "whole"], ["lint", "whole"]]) });
  assertEquals(plan.suites, [{ ...UNIT, full, failsafe: full }, LINT]);
});

Deno.test("narrowPlan() drops a reduced form that was not listed, and says so", () => {
  const plan = narrow(pytest("tests"), pytest("tests/fast"));
  assertEquals(plan.suites[0]?.failsafe, null);
  assertEquals(plan.notes.at(-1)?.includes("its reduced form is not divided"), true);
  const here = narrow(pytest("tests"), pytest("tests/fast"), { listedLocally: new Set(["unit"]) });
  assertEquals(here.suites[0]?.failsafe?.files?.["selection.jsonl"], "…");
});
