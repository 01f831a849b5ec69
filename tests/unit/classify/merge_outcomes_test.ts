import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  lastOutcome,
  type SuiteAnswer,
  worstOutcome,
} from "../../../lib/classify/merge_outcomes.ts";
import { SUITE_OUTCOMES } from "../../../lib/model/outcome.ts";

const PASSED: SuiteAnswer = { outcome: "passed", why: "fine", failed: 0, isWhole: true };
const FAILED: SuiteAnswer = { outcome: "failed", why: "1 of 3", failed: 1, isWhole: true };
const GREEN = { failed: 0, executed: 3 };

Deno.test("worstOutcome() is passed only where every shard passed", () => {
  const outcome = fc.constantFrom(...SUITE_OUTCOMES);
  fc.assert(fc.property(fc.array(outcome, { minLength: 1, maxLength: 5 }), (outcomes) => {
    const answers = outcomes.map((one, shard) => ({ ...PASSED, outcome: one, shard }));
    const merged = worstOutcome(answers, { executed: 3, passed: 3 });
    assertEquals(merged.outcome === "passed", outcomes.every((one) => one === "passed"));
    if (outcomes.includes("failed")) assertEquals(merged.outcome, "failed");
  }));
});

Deno.test("worstOutcome() says which shard was bad and why", () => {
  const answers = [{ ...PASSED, shard: 0 }, { ...FAILED, shard: 4 }];
  assertEquals(worstOutcome(answers, { executed: 3, passed: 2 }).why, "shard 4: 1 of 3");
  assertEquals(
    worstOutcome([{ ...PASSED, shard: 0 }], { executed: 3, passed: 3 }).why,
    "3 of 3 tests passed in 1 shard",
  );
});

Deno.test("lastOutcome() lets the last answer count", () => {
  const part = { ...PASSED, isWhole: false };
  assertEquals(lastOutcome([FAILED, part], GREEN), {
    outcome: "passed",
    why: "all tests passed, in the last of 2 runs",
  });
  assertEquals(lastOutcome([PASSED, FAILED], { failed: 1, executed: 3 }).outcome, "failed");
  const crashed: SuiteAnswer = { ...FAILED, outcome: "crashed", why: "signal 11" };
  assertEquals(lastOutcome([FAILED, crashed], GREEN).outcome, "crashed");
});

Deno.test("lastOutcome() is failed while a test failed in its last answer", () => {
  const part = { ...PASSED, isWhole: false };
  assertEquals(lastOutcome([FAILED, part], { failed: 1, executed: 3 }), {
    outcome: "failed",
    why: "1 of 3 tests failed, each by its last answer",
  });
});

Deno.test("lastOutcome() lets only a whole run make good what tests did not explain", () => {
  const crashed: SuiteAnswer = { ...FAILED, outcome: "crashed", why: "signal 11", failed: 0 };
  const part = { ...PASSED, isWhole: false };
  assertEquals(lastOutcome([crashed, part], GREEN), {
    outcome: "crashed",
    why: "signal 11; later only some of its tests were run",
  });
  assertEquals(lastOutcome([crashed, PASSED], GREEN).outcome, "passed");
  assertEquals(lastOutcome([crashed, PASSED, part], GREEN).outcome, "passed");
  const silent: SuiteAnswer = { ...FAILED, failed: 0, why: "exit code 1" };
  assertEquals(lastOutcome([silent, part], GREEN).outcome, "failed");
});

Deno.test("lastOutcome() keeps an answer where a later run did not come to the suite", () => {
  const notRun: SuiteAnswer = { ...PASSED, outcome: "not-run", why: "interrupted" };
  assertEquals(lastOutcome([FAILED, notRun], { failed: 1, executed: 3 }).outcome, "failed");
  assertEquals(lastOutcome([PASSED, notRun], GREEN).outcome, "passed");
  assertEquals(lastOutcome([notRun], GREEN), notRun);
});
