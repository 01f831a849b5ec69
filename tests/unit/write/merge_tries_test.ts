import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { isFailing, TEST_OUTCOMES, type TestOutcome } from "../../../lib/model/outcome.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { mergeTries } from "../../../lib/write/merge_tries.ts";
import { sampleTest } from "../../support/sample_suite.ts";

type Tries = readonly [TestRecord, ...TestRecord[]];
type Outcomes = readonly [TestOutcome, ...TestOutcome[]];

function triesOf([first, ...later]: Outcomes): Tries {
  const record = (outcome: TestOutcome, at: number) =>
    sampleTest({ outcome, attempt: at + 1, message: `try ${at + 1}` });
  return [record(first, 0), ...later.map((outcome, at) => record(outcome, at + 1))];
}

const CASES: readonly (readonly [Outcomes, TestOutcome])[] = [
  [["failed", "passed"], "flaky"],
  [["error", "failed", "passed"], "flaky"],
  [["failed", "failed"], "failed"],
  [["failed", "error"], "error"],
  [["failed", "passed", "failed"], "failed"],
  [["passed", "failed"], "failed"],
  [["passed", "passed"], "passed"],
  [["failed", "skipped"], "failed"],
  [["failed", "not-run"], "failed"],
  [["failed", "expected-failure"], "flaky"],
  [["failed", "flaky"], "flaky"],
  [["skipped", "passed"], "passed"],
];

for (const [outcomes, expected] of CASES) {
  Deno.test(`mergeTries() makes ${expected} of ${outcomes.join(", ")}`, () => {
    assertEquals(mergeTries(triesOf(outcomes)).outcome, expected);
  });
}

Deno.test("mergeTries() keeps every try before the one that counts, the tool's own too", () => {
  const [first, second] = triesOf(["failed", "passed"]);
  const own = { outcome: "failed", duration_ms: 1, message: "the tool's", details: "" } as const;
  const merged = mergeTries([{ ...first, earlier: [own] }, { ...second!, earlier: [own] }]);
  assertEquals(merged.earlier.map(({ message }) => message), ["the tool's", "try 1", "the tool's"]);
  assertEquals([merged.attempt, merged.message], [2, "try 2"]);
});

Deno.test("mergeTries() is never green when the last try that ran was red", () => {
  const outcomes = fc.array(fc.constantFrom(...TEST_OUTCOMES), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(outcomes, (all) => {
    const [first = "failed", ...later] = all;
    const merged = mergeTries(triesOf([first, ...later]));
    const ran = all.filter((outcome) => outcome !== "skipped" && outcome !== "not-run");
    assertEquals(isFailing(merged.outcome), isFailing(ran.at(-1) ?? first));
    const wasRed = ran.slice(0, -1).some(isFailing);
    if (wasRed && !isFailing(merged.outcome)) assertEquals(merged.outcome, "flaky");
  }));
});

Deno.test("mergeTries() knows a flaky test by its first failure, and a failing one by its last", () => {
  const tries = (outcomes: Outcomes): Tries => {
    const [first, ...later] = triesOf(outcomes)
      .map((one) => ({ ...one, fingerprint: isFailing(one.outcome) ? one.message : null }));
    return [first!, ...later];
  };
  assertEquals(mergeTries(tries(["failed", "error", "passed"])).fingerprint, "try 1");
  assertEquals(mergeTries(tries(["failed", "error"])).fingerprint, "try 2");
  assertEquals(mergeTries(tries(["passed", "passed"])).fingerprint, null);
});
