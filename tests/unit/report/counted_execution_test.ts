import { assertEquals } from "@std/assert";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import {
  countedExecution,
  countedTests,
  failedSuites,
  namedTests,
} from "../../../lib/report/counted_execution.ts";
import {
  sampleCounts,
  sampleExecution,
  sampleSuite,
  sampleTest,
} from "../../support/sample_suite.ts";

const lost = sampleExecution({ outcome: "lost" });
const stood = sampleExecution({ place: "failsafe" });
const moved = sampleSuite(stood, { executions: [lost, stood] });

Deno.test("countedExecution() is the one in the suite's place", () => {
  assertEquals(countedExecution(moved), stood);
});

Deno.test("countedExecution() is the first attempt in that place, which alone ran all of it", () => {
  const attempts = [stood, sampleExecution({ place: "failsafe", attempt: 2 })];
  const suite = sampleSuite(stood, { executions: [lost, ...attempts] });
  assertEquals(countedExecution(suite), stood);
});

Deno.test("countedExecution() is null when the suite never ran", () => {
  assertEquals(countedExecution(sampleSuite(null)), null);
});

Deno.test("countedTests() are those of the report that counts", () => {
  assertEquals([moved, sampleSuite(null)].map(countedTests), [sampleCounts(34, 0, 1), NO_TESTS]);
});

Deno.test("countedTests() and namedTests() are those of all attempts together, where there are any", () => {
  const flaky = [sampleTest({ outcome: "flaky" })];
  const named = { failures: [], flaky, quarantined: [] };
  const counts = { ...sampleCounts(34, 0, 1), flaky: 1 };
  const merged = { ...named, attempts: 2, folder: "suites/unit", counts };
  const suite = sampleSuite(stood, { merged });
  assertEquals([countedTests(suite), namedTests(suite).flaky], [counts, flaky]);
  assertEquals(namedTests(sampleSuite(null)).failures, []);
});

Deno.test("failedSuites() leaves out what passed and what never ran", () => {
  const red = sampleSuite(sampleExecution({ outcome: "crashed" }));
  assertEquals(failedSuites([moved, red, sampleSuite(null)]), [red]);
});
