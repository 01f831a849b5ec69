import { assertEquals } from "@std/assert";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import {
  countedExecution,
  countedTests,
  failedSuites,
} from "../../../lib/report/counted_execution.ts";
import { sampleCounts, sampleExecution, sampleSuite } from "../../support/sample_suite.ts";

const lost = sampleExecution({ outcome: "lost" });
const stood = sampleExecution({ place: "failsafe" });
const moved = sampleSuite(stood, { executions: [lost, stood] });

Deno.test("countedExecution() is the one in the suite's place", () => {
  assertEquals(countedExecution(moved), stood);
});

Deno.test("countedExecution() is the last one of several in that place", () => {
  const second = sampleExecution({ attempt: 2 });
  assertEquals(countedExecution(sampleSuite(second, { executions: [lost, second] })), second);
});

Deno.test("countedExecution() is null when the suite never ran", () => {
  assertEquals(countedExecution(sampleSuite(null)), null);
});

Deno.test("countedTests() are those of the report that counts", () => {
  assertEquals([moved, sampleSuite(null)].map(countedTests), [sampleCounts(34, 0, 1), NO_TESTS]);
});

Deno.test("failedSuites() leaves out what passed and what never ran", () => {
  const red = sampleSuite(sampleExecution({ outcome: "crashed" }));
  assertEquals(failedSuites([moved, red, sampleSuite(null)]), [red]);
});
