import { assertEquals } from "@std/assert";
import type { TriageSuite } from "../../../lib/model/triage.ts";
import {
  type ComparisonFacts,
  explainComparability,
  type SideFacts,
} from "../../../lib/report/explain_comparability.ts";

const SUITE: TriageSuite = {
  name: "unit",
  kind: "unit",
  required: true,
  outcome: "passed",
  place: "container",
  exitCode: 0,
  tells: "all",
  gap: "",
  failed: 0,
};
const SIDE: SideFacts = {
  suites: new Map([["unit", SUITE]]),
  faults: { unreadable: 0, tooLong: 0, tooMany: 0, torn: 0 },
  unread: [],
  repeated: 0,
  doubts: [],
  gaps: [],
};
const FACTS: ComparisonFacts = {
  before: SIDE,
  after: SIDE,
  knowsAllSuites: true,
  notTold: 0,
  unsteady: 0,
  slowdown: 1,
};

function withSuite(changes: Partial<TriageSuite>): SideFacts {
  return { ...SIDE, suites: new Map([["unit", { ...SUITE, ...changes }]]) };
}

Deno.test("explainComparability() has nothing to say of two whole runs", () => {
  assertEquals(explainComparability(FACTS), {
    isComplete: true,
    isUsableForFlakiness: true,
    reasons: [],
  });
});

const lost = { tells: "part", gap: "it ended as lost: the container is gone" } as const;
const missing: readonly (readonly [string, Partial<ComparisonFacts>, string])[] = [
  [
    "a suite that was lost",
    { after: withSuite({ ...lost, outcome: "lost" }) },
    "unit tells not all of its tests in this run: it ended as lost: the container is gone",
  ],
  [
    "a line that is no test",
    { before: { ...SIDE, faults: { ...SIDE.faults, unreadable: 1 } } },
    "1 line of the baseline is no test",
  ],
  [
    "a torn file",
    { after: { ...SIDE, faults: { ...SIDE.faults, torn: 1 } } },
    "the last line of a file of this run has no end",
  ],
  [
    "a file that is gone",
    { before: { ...SIDE, unread: ["/runs/a/tests.jsonl"] } },
    "the tests of the baseline in /runs/a/tests.jsonl could not be read",
  ],
  [
    "a lone summary",
    { knowsAllSuites: false },
    "the baseline tells only suites that failed",
  ],
];
for (const [what, changes, reason] of missing) {
  Deno.test(`explainComparability() is not complete with ${what}`, () => {
    const { isComplete, reasons } = explainComparability({ ...FACTS, ...changes });
    assertEquals([isComplete, reasons], [false, [reason]]);
  });
}

Deno.test("explainComparability() misses no suite that neither run has run", () => {
  const idle = withSuite({ tells: "part", gap: "not in this profile", outcome: "not-run" });
  assertEquals(explainComparability({ ...FACTS, before: idle, after: idle }).isComplete, true);
  assertEquals(explainComparability({ ...FACTS, after: idle }).isComplete, false);
});

Deno.test("explainComparability() says what else a reader should know, and stays complete", () => {
  const told = explainComparability({
    ...FACTS,
    before: { ...SIDE, gaps: ["run.json is missing"] },
    after: { ...SIDE, doubts: ["no test ran"], repeated: 2 },
    notTold: 4,
    slowdown: 2.5,
  });
  assertEquals([told.isComplete, told.isUsableForFlakiness], [true, false]);
  assertEquals(told.reasons, [
    "this run is no evidence of flakiness: no test ran",
    "the baseline: run.json is missing",
    "of 4 tests one run cannot tell: neither new nor vanished",
    "2 lines repeat an id; a failing one always counts",
    "this run is 2.5 times slower as a whole, which is taken out",
  ]);
});
