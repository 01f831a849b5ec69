import { assertEquals } from "@std/assert";
import { hasFailed, markFailure } from "../../../lib/observe/mark_failure.ts";
import { TEST_OUTCOMES } from "../../../lib/model/outcome.ts";
import { sampleTest } from "../../support/sample_suite.ts";

Deno.test("hasFailed() means failing and flaky tests, not those that were to fail", () => {
  const failed = TEST_OUTCOMES.filter((outcome) => hasFailed(sampleTest({ outcome })));
  assertEquals(failed.includes("flaky"), true);
  assertEquals(failed.includes("failed"), true);
  for (const outcome of ["passed", "skipped", "not-run", "expected-failure"] as const) {
    assertEquals(failed.includes(outcome), false, outcome);
  }
});

Deno.test("markFailure() tells the fingerprint from the test's own words", () => {
  const test = sampleTest({ message: "m", details: "d" });
  assertEquals(markFailure(test, ({ message, details }) => message + details).fingerprint, "md");
});

Deno.test("markFailure() takes the first failed try of a flaky test, and changes nothing else", () => {
  const earlier = (["skipped", "failed", "error"] as const)
    .map((outcome) => ({ outcome, duration_ms: 1, message: outcome, details: "" }));
  const test = sampleTest({ outcome: "flaky", message: "", details: "", earlier });
  const marked = markFailure(test, ({ message }) => message);
  assertEquals(marked, { ...test, fingerprint: "failed" });
});
