import { assertEquals } from "@std/assert";
import type { TestPast } from "../../../lib/model/history.ts";
import { addPast } from "../../../lib/report/add_past.ts";
import { describeFailures } from "../../../lib/report/describe_failures.ts";
import { explainPast } from "../../../lib/report/explain_past.ts";
import { makePast } from "../../../lib/report/make_past.ts";
import { redRecord } from "../../support/sample_record.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const PAST: TestPast = {
  id: "a",
  firstSeen: "2026-11-01T10:00:00.000Z",
  runs: 9,
  failures: 0,
  flakyRuns: 0,
  flakeRate: 0,
  failingSince: null,
  failingRuns: 0,
  expectedMs: 5,
};
const SINCE = { runId: "r", startedAt: "2026-11-18T10:00:00.000Z", commit: null };
const OLD = { ...PAST, failures: 3, failingSince: SINCE, failingRuns: 3 };

Deno.test("explainPast() says whether a failure is new, since when it is there, and how unsteady", () => {
  assertEquals(explainPast({ ...PAST, runs: 0 }), "");
  assertEquals(explainPast(PAST), "passed in the run before");
  assertEquals(explainPast(OLD), "failing since 2026-11-18, 3 runs before this one");
  assertEquals(
    explainPast({ ...OLD, failingRuns: 1, flakyRuns: 2 }),
    "failing since 2026-11-18, 1 run before this one; unsteady in 2 of 9 runs before",
  );
});

Deno.test("describeFailures() tells the past of a test in one line, of several where it is the same", () => {
  const tests = ["test_a", "test_b"].map((name) =>
    sampleTest({ name, fingerprint: "f".repeat(16) })
  );
  const [a, b] = tests.map(({ id }) => id);
  const told = (pasts: readonly (readonly [string | undefined, TestPast])[]) => {
    const past = new Map(pasts.map(([id, one]) => [id ?? "", one]));
    return describeFailures({ ...redRecord(tests), past }, { columns: 100, lines: 30 });
  };
  assertEquals(told([[a, OLD], [b, OLD]]).at(-1)?.trim(), explainPast(OLD));
  assertEquals(told([[a, OLD], [b, PAST]]).some((line) => line.includes("failing since")), false);
  assertEquals(told([]).length, told([[a, OLD], [b, OLD]]).length - 1);
});

Deno.test("addPast() adds what is known, and nothing where nothing is", () => {
  assertEquals(addPast({}, { id: "a" }), { id: "a" });
  assertEquals(addPast({ past: new Map([["a", OLD]]) }, { id: "b" }), { id: "b" });
  assertEquals(addPast({ past: new Map([["a", OLD]]) }, { id: "a" }), {
    id: "a",
    past: makePast(OLD),
  });
});
