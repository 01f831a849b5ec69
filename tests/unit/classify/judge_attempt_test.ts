import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type AttemptSigns,
  judgeAttempt,
  judgeReached,
} from "../../../lib/classify/judge_attempt.ts";
import type { Execution } from "../../../lib/model/run_record.ts";
import type { Fallback } from "../../../lib/model/verdict.ts";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import { SAMPLE_ACCOUNT } from "../../support/sample_account.ts";
import { sampleFinding } from "../../support/sample_attempt.ts";
import { SAMPLE_REPORT } from "../../support/sample_report.ts";

const QUIET = { bytes: 0, lines: 0, firstOutputMs: null, lastOutputMs: null };
const EXECUTION: Execution = {
  ...{ place: "container", attempt: 1, folder: "attempts/1", argv: ["x"], durationMs: 1 },
  startedAt: "2026-01-02T03:04:05.000Z",
  ...{ outcome: "unproven", why: "no test", exitCode: 4, signal: null, timedOut: false },
  ...{ stdout: QUIET, stderr: QUIET, report: SAMPLE_REPORT, findings: [], fallback: null },
  ...{ failures: [], flaky: [], quarantined: [], container: SAMPLE_ACCOUNT },
};
const SIGNS: AttemptSigns = {
  execution: EXECUTION,
  classification: {
    ...{ class: "discovery", signature: "discovery-x", confidence: 0.9, runnerUp: null },
    evidence: [{ source: "stdout.log", line: 3, quote: "file or directory not found" }],
  },
  row: { title: "a path is not there", remedy: ["look", "mend"], disproof: "it is there" },
  oom: { verdict: "none", signals: [] },
  ...{ silence: null, mounts: [], others: [] },
};
const ended = (given: Partial<Execution>): Execution => ({ ...EXECUTION, ...given });
const classes = (given: Partial<AttemptSigns>) =>
  judgeAttempt({ ...SIGNS, ...given }).map(({ class: of }) => of);

Deno.test("judgeAttempt() tells what the texts say, with the row's words and the line", () => {
  const [first] = judgeAttempt(SIGNS);
  assertEquals(first?.message, "a path is not there: file or directory not found");
  assertEquals(first?.evidence[0]?.line, 3);
  assertEquals([first?.remedy, first?.disproof], ["look; mend", "it is there"]);
});

Deno.test("judgeAttempt() takes a wrong folder for the cause of what the tool complains of", () => {
  assertEquals(classes({ mounts: [sampleFinding("workdir", 0.88)] }), ["workdir", "discovery"]);
});

Deno.test("judgeAttempt() takes tests that ran for a proof that the folder is right", () => {
  const report = { ...SAMPLE_REPORT, counts: { ...NO_TESTS, total: 2, executed: 2, failed: 1 } };
  const execution = ended({ outcome: "failed", report });
  const found = judgeAttempt({ ...SIGNS, execution, mounts: [sampleFinding("permission", 0.9)] });
  assertEquals(found.find(({ class: of }) => of === "permission")?.confidence.toFixed(2), "0.27");
});

Deno.test("judgeAttempt() gives each class once, with the evidence of all who saw it", () => {
  const execution = ended({
    findings: [{ ...sampleFinding("discovery", 0.5), evidence: [{ source: "a", quote: "b" }] }],
  });
  const [only, ...rest] = judgeAttempt({ ...SIGNS, execution });
  assertEquals([only?.evidence.length, rest], [2, []]);
});

Deno.test("judgeAttempt() says who was killed for memory", () => {
  const execution = ended({ outcome: "crashed", findings: [sampleFinding("oom", 0.99)] });
  const oom = { verdict: "child", signals: ["kernel: 1"] } as const;
  const [first] = judgeAttempt({ ...SIGNS, execution, oom });
  assertStringIncludes(first?.message ?? "", "a child of the tests");
  assertEquals(first?.evidence.at(-1)?.quote, "kernel: 1");
});

Deno.test("judgeAttempt() finds only what is sure in a suite that passed", () => {
  const execution = ended({ outcome: "passed", findings: [sampleFinding("oom", 0.9)] });
  assertEquals(classes({ execution, mounts: [sampleFinding("mount", 0.4)] }), ["oom"]);
});

Deno.test("judgeAttempt() puts what the engine says before what the texts say", () => {
  const fallback: Fallback = {
    ...{ reason: "container-lost", detail: "somebody killed it", hint: "find out" },
    ...{ at: "midway", isOutside: true },
  };
  assertEquals(classes({ execution: ended({ outcome: "lost", fallback }) })[0], "daemon");
});

const reached = (given: Partial<Execution>, needsTests = true) =>
  judgeReached({ execution: ended(given), needsTests, hasProgram: true });
const counted = (passed: number, failed = 0) => ({
  report: {
    ...SAMPLE_REPORT,
    counts: { ...NO_TESTS, total: passed + failed, executed: passed + failed, passed, failed },
  },
});

Deno.test("judgeReached() counts a test that came to its end, passed or failed", () => {
  assertEquals(reached({ ...counted(1), exitCode: 0, outcome: "passed" }).testCompleted, true);
  assertEquals(reached({ ...counted(0, 1), exitCode: 1 }).testCompleted, true);
  assertEquals(reached(counted(0)).testCompleted, false);
});

Deno.test("judgeReached() takes a plain command's own end for its test", () => {
  assertEquals(reached({ outcome: "failed", exitCode: 1 }, false).testCompleted, true);
  assertEquals(reached({ outcome: "crashed", exitCode: 137 }, false).testCompleted, false);
  assertEquals(reached({ outcome: "failed", timedOut: true }, false).testCompleted, false);
});

Deno.test("judgeReached() has nothing started where no program of the image can run", () => {
  const told = judgeReached({ execution: EXECUTION, needsTests: false, hasProgram: false });
  assertEquals([told.started, told.testCompleted], [false, false]);
});
