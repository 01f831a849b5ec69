import { assertEquals } from "@std/assert";
import { loadSignatures } from "../../../lib/catalog/signatures.ts";
import type { TestPast } from "../../../lib/model/history.ts";
import type { SuiteRecord } from "../../../lib/model/run_record.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { judgeFlakes } from "../../../lib/pipeline/judge_flakes.ts";
import { greenRecord } from "../../support/sample_record.ts";
import {
  sampleCounts,
  sampleExecution,
  sampleSuite,
  sampleTest,
} from "../../support/sample_suite.ts";

const ROWS = await loadSignatures();

function tried(message: string, changes: Partial<TestRecord> = {}): TestRecord {
  const earlier = [{ outcome: "failed", duration_ms: 5, message, details: "" }] as const;
  return sampleTest({
    name: "test_a",
    outcome: "flaky",
    attempt: 2,
    message: "",
    details: "",
    earlier: [...earlier],
    ...changes,
  });
}

/** A suite whose second attempt ran so many tests. */
function retried(test: TestRecord, total: number): SuiteRecord {
  const argv = ["pytest"];
  const attempt = (number: number, counts: ReturnType<typeof sampleCounts>) =>
    sampleExecution({
      attempt: number,
      argv,
      report: { ...sampleExecution().report, counts },
    });
  const executions = [attempt(1, sampleCounts(8, 1, 0)), attempt(2, sampleCounts(total, 0, 0))];
  const counts = { ...sampleCounts(9, 0, 0), flaky: 1 };
  const named = { failures: [], flaky: [test], quarantined: [] };
  const merged = { ...named, attempts: 2, folder: "suites/unit", counts };
  return { ...sampleSuite(), runner: "pytest", executions, merged };
}

function judge(test: TestRecord, total: number, past?: ReadonlyMap<string, TestPast>) {
  const record = greenRecord({ suites: [retried(test, total)], ...(past && { past }) });
  return judgeFlakes(record, ROWS);
}

Deno.test("judgeFlakes() names the kind by the words of the try that failed", () => {
  const [flake] = judge(tried("ConnectionRefusedError: [Errno 111] Connection refused"), 9);
  assertEquals([flake?.class, flake?.suite], ["FLAKE-NET", "unit"]);
  assertEquals(flake?.evidence[0]?.startsWith("it failed by connection: "), true);
});

Deno.test("judgeFlakes() sees that it passed alone, where fewer tests ran again", () => {
  const words = "something odd";
  const alone = judge(tried(words), 1)[0]?.evidence ?? [];
  assertEquals(alone.some((why) => why.includes("only what had failed ran")), true);
  assertEquals(judge(tried(words), 9)[0]?.evidence, []);
  // Tried again by its tool, among all others.
  assertEquals(judge(tried(words, { attempt: 1 }), 1)[0]?.evidence, []);
});

Deno.test("judgeFlakes() proposes nothing for what an entry excuses, and passes over what is steady", () => {
  assertEquals(judge(tried("odd", { quarantine: "unit::*" }), 9)[0]?.proposal, null);
  const failed = sampleTest({ name: "test_b", outcome: "failed" });
  const suite = sampleSuite(sampleExecution({ failures: [failed], argv: ["pytest"] }));
  const past: TestPast = {
    id: failed.id,
    firstSeen: "2026-11-01T10:00:00.000Z",
    runs: 9,
    failures: 1,
    flakyRuns: 0,
    flakeRate: 0,
    failingSince: null,
    failingRuns: 0,
    expectedMs: null,
  };
  const of = (one: TestPast) =>
    judgeFlakes(greenRecord({ suites: [suite], past: new Map([[failed.id, one]]) }), ROWS);
  assertEquals(of(past), []);
  assertEquals(of({ ...past, flakyRuns: 2 }).map(({ id }) => id), [failed.id]);
});
