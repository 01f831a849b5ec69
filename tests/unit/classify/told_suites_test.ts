import { assertEquals } from "@std/assert";
import { toldSuites } from "../../../lib/classify/told_suites.ts";
import type { SuiteRecord } from "../../../lib/model/run_record.ts";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";
import { sampleExecution, sampleLint, sampleSuite } from "../../support/sample_suite.ts";

const of = (...records: readonly SuiteRecord[]) =>
  toldSuites({ ...SAMPLE_PLAN, leftOut: [{ suite: "e2e", why: "excluded" }] }, records)
    .filter(({ toldAll }) => toldAll).map(({ name }) => name);

Deno.test("toldSuites() are those that were read whole, red or green", () => {
  assertEquals(of(sampleSuite(), sampleLint()), ["unit", "lint"]);
  const red = sampleExecution({ outcome: "failed" });
  assertEquals(of(sampleSuite(red, { executions: [red, { ...red, attempt: 2 }] })), ["unit"]);
});

Deno.test("toldSuites() are not those that crashed, were cut, reduced, left out or never run", () => {
  const { report } = sampleExecution();
  assertEquals(of(sampleSuite(sampleExecution({ outcome: "crashed" }))), []);
  assertEquals(
    of(sampleSuite(sampleExecution({ report: { ...report, status: "truncated" } }))),
    [],
  );
  assertEquals(of(sampleSuite(sampleExecution({ place: "failsafe" }))), []);
  assertEquals(of(sampleSuite(null)), []);
});

Deno.test("toldSuites() are none in a shard: the rest of a suite may run elsewhere", () => {
  const told = toldSuites({ ...SAMPLE_PLAN, shard: SAMPLE_SHARD }, [sampleSuite(), sampleLint()]);
  assertEquals(told.map(({ toldAll }) => toldAll), [false, false]);
});
