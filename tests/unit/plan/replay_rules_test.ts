// The decision table of replays against an oracle: another table, written by hand from the words of
// docs/replay.md, with outcomes instead of states. Every outcome, in one to three records, by every request.

import { assert, assertEquals } from "@std/assert";
import {
  SUITE_OUTCOMES,
  type SuiteOutcome,
  TEST_OUTCOMES,
  type TestOutcome,
} from "../../../lib/model/outcome.ts";
import { REPLAY_STATES, type ReplayRequest, type ReplayState } from "../../../lib/model/replay.ts";
import { planReplay } from "../../../lib/plan/plan_replay.ts";
import { ASKINGS, judgeReplay, REPLAY_RULES } from "../../../lib/plan/replay_rules.ts";
import { RUNNERS } from "../../support/all_runners.ts";
import {
  samplePlanned,
  sampleRecordedTest,
  sampleReplayPlan,
  sampleRequest,
  sampleSource,
  sampleSuiteState,
} from "../../support/sample_replay.ts";

type Request = "all" | "suite" | "test" | "gates" | "others";
type Answer = "run" | "owe" | "leave";
const REQUESTS: Readonly<Record<Request, Partial<ReplayRequest>>> = {
  all: {},
  suite: { suites: ["unit"] },
  test: { tests: ["unit::tests/test_sum.py::tests.test_sum::test_a"] },
  gates: { gatesOnly: true },
  others: { suites: ["other"] },
};
const RED: Readonly<Record<Request, Answer>> = {
  all: "run",
  suite: "run",
  test: "run",
  gates: "owe",
  others: "owe",
};
const GREEN: Readonly<Record<Request, Answer>> = {
  all: "leave",
  suite: "leave",
  test: "run",
  gates: "leave",
  others: "leave",
};
/** A test of a unit suite: by how it ended last. */
const OF_TEST: Readonly<Record<TestOutcome | "quarantined", typeof RED>> = {
  "passed": GREEN,
  "expected-failure": GREEN,
  "skipped": GREEN,
  "flaky": GREEN,
  "quarantined": GREEN,
  "failed": RED,
  "error": RED,
  "unexpected-pass": RED,
  "timed-out": RED,
  "crashed": RED,
  "not-run": RED,
};
/** A suite whose tests are not known: by how it ended last. */
const OF_SUITE: Readonly<Record<SuiteOutcome, Record<Exclude<Request, "test">, Answer>>> = {
  "passed": { all: "leave", suite: "run", gates: "leave", others: "leave" },
  "failed": RED,
  "timed-out": RED,
  "crashed": RED,
  "unproven": RED,
  "lost": RED,
  "not-run": RED,
  "cancelled": RED,
};

const ENTRY = {
  id: "unit::*",
  class: "FLAKE-ENV",
  owner: "me",
  reason: "r",
  issue: "i",
  expires: "2030-01-01",
} as const;
const PLAN = sampleReplayPlan([samplePlanned("unit"), samplePlanned("other")], {
  quarantine: [ENTRY],
});
const TESTS = [...TEST_OUTCOMES, "quarantined"] as const;
const FAILING: readonly string[] = ["failed", "error", "timed-out", "crashed", "unexpected-pass"];
const OTHER = sampleSuiteState("other", [sampleRecordedTest("other", "test_z")]);

/** All sequences of one to three of these. */
function sequences<T>(items: readonly T[]): readonly (readonly T[])[] {
  const one = items.map((item) => [item]);
  const two = one.flatMap((head) => items.map((item) => [...head, item]));
  return [...one, ...two, ...two.flatMap((head) => items.map((item) => [...head, item]))];
}

/** What became of the suite unit or its test. */
function answerOf(records: Parameters<typeof planReplay>[0], request: Request): Answer {
  const planned = planReplay(records, PLAN, sampleRequest(REQUESTS[request]), { runners: RUNNERS });
  if (!planned.ok) throw new Error(planned.error.kind);
  const { value } = planned;
  const origin = value.kind === "run" ? value.plan.replay : null;
  const outstanding = origin?.outstanding ?? (value.kind === "nothing" ? value.outstanding : []);
  const runs = origin?.suites.some(({ suite }) => suite === "unit") ?? false;
  const owes = outstanding.some(({ suite }) => suite === "unit");
  assert(!(runs && owes), "run and owed at once");
  if (value.kind === "run") {
    assertEquals(value.plan.suites.some(({ name }) => name === "unit"), runs);
  }
  return runs ? "run" : owes ? "owe" : "leave";
}

function recordOf(outcome: typeof TESTS[number] | "unseen") {
  if (outcome === "unseen") return sampleSource([sampleSuiteState("unit"), OTHER]);
  const isExcused = outcome === "quarantined";
  const test = sampleRecordedTest("unit", "test_a", isExcused ? "failed" : outcome, {
    quarantine: isExcused ? ENTRY.id : null,
  });
  const isRed = FAILING.includes(outcome);
  return sampleSource([
    sampleSuiteState("unit", [test], { outcome: isRed ? "failed" : "passed" }),
    OTHER,
  ]);
}

Deno.test("planReplay() does with a test what the oracle says, for every outcome in one to three records", () => {
  const records = new Map([...TESTS, "unseen" as const].map((one) => [one, recordOf(one)]));
  let cases = 0;
  for (const sequence of sequences([...TESTS, "unseen"] as const)) {
    const last = sequence.findLast((one) => one !== "unseen");
    for (const request of Object.keys(REQUESTS) as Request[]) {
      if (last === undefined && request === "test") continue;
      const expected = last === undefined
        ? OF_SUITE.passed[request as Exclude<Request, "test">]
        // A suite that passed and is named is run whole.
        : request === "suite" && !RED_ENDS.has(last)
        ? "run"
        : OF_TEST[last][request];
      const seen = answerOf(sequence.map((one) => records.get(one)!), request);
      assertEquals(seen, expected, `${sequence.join(", ")} by ${request}`);
      cases++;
    }
  }
  assertEquals(cases, (12 + 144 + 1728) * 5 - 3);
});

const RED_ENDS = new Set<string>([...FAILING, "not-run"]);

Deno.test("planReplay() does with a suite what the oracle says, for every outcome in one to three records", () => {
  const records = new Map(
    SUITE_OUTCOMES.map((outcome) => [
      outcome,
      sampleSource([sampleSuiteState("unit", [], { outcome }), OTHER]),
    ]),
  );
  for (const sequence of sequences(SUITE_OUTCOMES)) {
    for (const request of ["all", "suite", "gates", "others"] as const) {
      const last = sequence.at(-1) ?? "passed";
      const seen = answerOf(sequence.map((one) => records.get(one)!), request);
      assertEquals(seen, OF_SUITE[last][request], `${sequence.join(", ")} by ${request}`);
    }
  }
});

Deno.test("judgeReplay() runs what it does not know, unless others are named", () => {
  const odd = "never-heard-of" as ReplayState;
  for (const subject of ["suite", "test"] as const) {
    for (const asking of ASKINGS) {
      const { rerun, isOutstanding } = judgeReplay(subject, odd, asking);
      assertEquals([rerun, isOutstanding], [asking !== "no", asking === "no"]);
    }
  }
});

Deno.test("REPLAY_RULES says one thing of each state, and runs nothing for those who name others", () => {
  const keys = REPLAY_RULES.map(({ subject, state }) => `${subject} ${state}`);
  assertEquals(new Set(keys).size, keys.length);
  assert(REPLAY_RULES.every(({ runs }) => !runs.includes("no")));
  const told = new Set(REPLAY_RULES.map(({ state }) => state));
  assertEquals(REPLAY_STATES.filter((state) => !told.has(state)), []);
});
