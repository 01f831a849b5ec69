import { assertEquals, assertStringIncludes } from "@std/assert";
import type { CauseJson, ExplanationJson } from "../../../lib/model/explanation_json.ts";
import { formatExplanation } from "../../../lib/report/format_explanation.ts";

const CAUSE: CauseJson = {
  suite: "unit",
  outcome: "failed",
  why: "2 of 9 tests failed",
  from: "digest",
  root_cause_class: "connection",
  confidence: 0.9,
  signature: "connection-refused",
  summary: "almost certainly connection: nobody listens there (90 %, by connection-refused)",
  evidence: [{ source: "stderr.log", line: 7, quote: "refused" }],
  disproof: "it answers",
  remedy: ["start it"],
  read: ["stderr.log"],
  replay: ["deno task qa:replay latest"],
  runner_up: "",
  owner: "",
  clusters: [],
};
const EXPLANATION: ExplanationJson = {
  schema: "qa.explanation.v1",
  source: { kind: "record", name: "/r/run-1", run_id: "run-1", verdict: "failed", cut: false },
  causes: [CAUSE],
  flaky: [],
  warnings: [],
};
const AT = { type: "AssertionError", message: "1 == 2", file: "a.py", line: 3 };
const FLAKE: ExplanationJson["flaky"][number] = {
  id: "unit::a",
  suite: "unit",
  class: "FLAKE-NET",
  confidence: 0.4,
  evidence: ["it failed by connection"],
  past: null,
  quarantine_entry: {
    id: "unit::a",
    class: "FLAKE-NET",
    owner: "who mends it",
    reason: "it failed\u001b[2J\u202e",
    issue: "where it is worked on",
    expires: "2026-12-04",
  },
};

Deno.test("formatExplanation() tells a record, its suite, and everything that leads to the answer", () => {
  assertEquals(
    formatExplanation(EXPLANATION),
    `/r/run-1 (run-1, failed)

unit failed: 2 of 9 tests failed
almost certainly connection: nobody listens there (90 %, by connection-refused)

Evidence:
  stderr.log:7: refused

This would be wrong if:
  it answers

What to do:
  1. start it

Worth reading:
  stderr.log

Replay:
  deno task qa:replay latest
`,
  );
});

Deno.test("formatExplanation() tells failures of one kind once", () => {
  const cluster = (count: number) => ({
    fingerprint: "f".repeat(16),
    count,
    tests: ["unit::a", "unit::b"],
    first_failing_assertion: AT,
  });
  const clusters = [cluster(2), cluster(1), cluster(1), cluster(1), cluster(1), cluster(1)];
  const told = formatExplanation({ ...EXPLANATION, causes: [{ ...CAUSE, clusters }] });
  assertStringIncludes(told, "  2 tests, the first is unit::a: AssertionError: 1 == 2 (a.py:3)\n");
  assertStringIncludes(told, "  unit::a: AssertionError: 1 == 2 (a.py:3)\n");
  assertStringIncludes(told, "  … and 1 more in the suite's digest\n");
});

Deno.test("formatExplanation() says of a green record that there is nothing to explain", () => {
  const source = { ...EXPLANATION.source, verdict: "passed" };
  const told = formatExplanation({ ...EXPLANATION, source, causes: [] });
  assertEquals(
    told,
    "/r/run-1 (run-1, passed): nothing failed in it, so there is nothing to explain\n",
  );
});

Deno.test("formatExplanation() prints an entry of the quarantine that can be pasted", () => {
  const told = formatExplanation({ ...EXPLANATION, causes: [], flaky: [FLAKE] });
  assertStringIncludes(told, "Unsteady:\n  unit::a\n    FLAKE-NET (a guess, 40 %)\n");
  const entry = /^ {4}(\{.*\}),$/m.exec(told)?.[1] ?? "";
  assertEquals(JSON.parse(entry), FLAKE.quarantine_entry);
  assertEquals(/[^\n\P{Cc}]|\u202e/u.test(told), false);
  const known = { ...FLAKE, quarantine_entry: null };
  const without = formatExplanation({ ...EXPLANATION, causes: [], flaky: [known] });
  assertEquals(without.includes("quarantine"), false);
});

Deno.test("formatExplanation() says of a text whose words it was taken for, and what was left out", () => {
  const told = formatExplanation({
    ...EXPLANATION,
    source: { kind: "file", name: "ci.log", run_id: null, verdict: null, cut: true },
    causes: [{ ...CAUSE, suite: null, outcome: null, why: "taken for the words of the engine" }],
  });
  const [first, empty, second, third] = told.split("\n");
  assertEquals([first, empty], ["(it is long: its beginning and its end were looked at)", ""]);
  assertEquals([second, third], ["(taken for the words of the engine)", CAUSE.summary]);
});
