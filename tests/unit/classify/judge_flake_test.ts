import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type FlakeFacts, judgeFlake } from "../../../lib/classify/judge_flake.ts";
import { ROOT_CAUSE_CLASSES } from "../../../lib/model/finding.ts";
import type { TestPast } from "../../../lib/model/history.ts";
import { FLAKE_CLASSES, QuarantineEntry } from "../../../lib/model/quarantine.ts";
import type { Classification, RootCauseClass } from "../../../lib/model/signature.ts";

const NOW = "2026-11-20T23:59:00.000Z";

function cause(kind: RootCauseClass, confidence = 0.9, quote = ""): Classification {
  const evidence = quote === "" ? [] : [{ source: "tests.jsonl", line: 3, quote }];
  return { class: kind, signature: null, confidence, evidence, runnerUp: null };
}

function past(changes: Partial<TestPast> = {}): TestPast {
  return {
    id: "unit::a",
    firstSeen: NOW,
    runs: 20,
    failures: 2,
    flakyRuns: 2,
    flakeRate: 0.1,
    failingSince: null,
    failingRuns: 0,
    expectedMs: 50,
    ...changes,
  };
}

function facts(changes: Partial<FlakeFacts> = {}): FlakeFacts {
  const earlier = [{ outcome: "failed" as const, duration_ms: 60, message: "", details: "" }];
  return {
    test: { id: "unit::a", outcome: "flaky", duration_ms: 50, earlier },
    cause: cause("unknown", 0),
    past: null,
    passedAlone: false,
    ranBeside: false,
    ...changes,
  };
}

for (
  const [kind, expected] of [
    ["timeout", "FLAKE-TIMING"],
    ["connection", "FLAKE-NET"],
    ["rate-limit", "FLAKE-EXT"],
    ["oom", "FLAKE-RES"],
    ["port-in-use", "FLAKE-RES"],
    ["permission", "FLAKE-ENV"],
    ["assertion", "FLAKE-LOGIC"],
  ] as const
) {
  Deno.test(`judgeFlake() takes a test that failed once by ${kind} for ${expected}`, () => {
    const judged = judgeFlake(facts({ cause: cause(kind, 0.9, "what it printed") }), NOW);
    assertEquals(judged?.class, expected);
    assertEquals(judged?.evidence, [`it failed by ${kind}: what it printed`]);
  });
}

Deno.test("judgeFlake() has an answer for every cause, and proposes an entry that can be used", () => {
  for (const kind of ROOT_CAUSE_CLASSES) {
    const judged = judgeFlake(facts({ cause: cause(kind) }), NOW);
    assert(judged !== null && FLAKE_CLASSES.includes(judged.class), kind);
    assert(judged.confidence >= 0 && judged.confidence <= 1);
    assertEquals(QuarantineEntry.parse(judged.proposal).expires, "2026-12-04");
  }
});

Deno.test("judgeFlake() says nothing of a test that is steady", () => {
  const test = { ...facts().test, outcome: "failed" as const };
  assertEquals(judgeFlake(facts({ test }), NOW), null);
  assertEquals(judgeFlake(facts({ test, past: past({ flakyRuns: 0 }) }), NOW), null);
  assertEquals(judgeFlake(facts({ test, past: past() }), NOW)?.evidence, [
    "unsteady in 2 of 20 runs before",
  ]);
});

Deno.test("judgeFlake() takes a try that waited long for a matter of time, whatever it said at last", () => {
  const earlier = [{ outcome: "failed" as const, duration_ms: 9000, message: "", details: "" }];
  const test = { ...facts().test, earlier };
  const judged = judgeFlake(facts({ test, cause: cause("assertion", 0.5) }), NOW);
  assertEquals(judged?.class, "FLAKE-TIMING");
  assertStringIncludes(judged?.evidence[0] ?? "", "took 9000 ms, and 50 ms are expected");
  // A slow first test of a module that is always slow is none.
  assertEquals(
    judgeFlake(facts({ test, past: past({ expectedMs: 8000 }) }), NOW)?.class,
    "FLAKE-LOGIC",
  );
});

Deno.test("judgeFlake() is less sure where the evidence points in two ways", () => {
  const one = judgeFlake(facts({ cause: cause("connection") }), NOW);
  const two = judgeFlake(facts({ cause: cause("connection"), passedAlone: true }), NOW);
  assertEquals([one?.class, two?.class], ["FLAKE-NET", "FLAKE-NET"]);
  assert((one?.confidence ?? 0) > (two?.confidence ?? 1));
});

Deno.test("judgeFlake() proposes an entry that excuses this test alone", () => {
  const test = { ...facts().test, id: "unit::t.py::test[*]" };
  assertEquals(judgeFlake(facts({ test }), NOW)?.proposal.id, "unit::t.py::test[?]");
});
