import { assertEquals } from "@std/assert";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import { formatCounts, formatNumber, hasNoTests } from "../../../lib/report/format_counts.ts";
import { sampleCounts } from "../../support/sample_suite.ts";

Deno.test("formatCounts() names what there is, red first", () => {
  assertEquals(
    formatCounts({ ...sampleCounts(3, 1, 2), not_run: 4 }),
    "1 failed, 3 passed, 2 skipped, 4 not run",
  );
});

Deno.test("formatCounts() tells flaky tests as a part of those that passed, and quarantine apart", () => {
  const counts = { ...sampleCounts(3, 1), flaky: 2, quarantined: 4 };
  assertEquals(formatCounts(counts), "1 failed, 4 quarantined, 3 passed (2 flaky)");
});

Deno.test("formatCounts() is empty when there is no test", () => {
  assertEquals(formatCounts(NO_TESTS), "");
});

Deno.test("formatNumber() has a plural", () => {
  assertEquals([0, 1, 2].map((n) => formatNumber(n, "suite")), ["0 suites", "1 suite", "2 suites"]);
  assertEquals(formatNumber(2, "retry", "retries"), "2 retries");
});

Deno.test("hasNoTests() counts skipped tests as tests", () => {
  assertEquals([NO_TESTS, sampleCounts(0, 0, 1)].map(hasNoTests), [true, false]);
});
