import { assertEquals, assertStringIncludes } from "@std/assert";
import { judgeExecution } from "../../../lib/classify/judge_execution.ts";
import type { ExecutionFacts } from "../../../lib/model/execution_facts.ts";
import type { SuiteOutcome } from "../../../lib/model/outcome.ts";
import type { ReportSummary } from "../../../lib/model/run_record.ts";
import type { FallbackReason } from "../../../lib/model/verdict.ts";
import {
  countsOf,
  sampleContainer,
  sampleContext,
  sampleFacts,
  sampleReport,
} from "../../support/sample_facts.ts";

interface Case {
  readonly when: string;
  readonly facts: ExecutionFacts;
  readonly report: ReportSummary;
  readonly outcome: SuiteOutcome;
  readonly why: string;
  readonly reason?: FallbackReason;
  readonly finding?: string;
}

const GREEN = sampleReport(countsOf(3));
const RED = sampleReport(countsOf(2, 1));
const NONE = sampleReport(countsOf(0), { status: "missing", path: null });
const inContainer = (code: number, change = {}, facts: Partial<ExecutionFacts> = {}) =>
  sampleFacts(code, sampleContainer(code, change), facts);

const CASES: readonly Case[] = [
  {
    when: "exit code, report and trailer agree on green",
    facts: inContainer(0),
    report: GREEN,
    outcome: "passed",
    why: "agree",
  },
  {
    when: "exit code, report and trailer agree on red",
    facts: inContainer(1),
    report: RED,
    outcome: "failed",
    why: "1 of 3 tests failed (exit code 1)",
  },
  {
    when: "we interrupted it",
    facts: inContainer(0, {}, { cancelled: true }),
    report: GREEN,
    outcome: "cancelled",
    why: "interrupted",
  },
  {
    when: "our deadline ended it, also with exit code 0",
    facts: inContainer(0, {}, { timedOut: true }),
    report: GREEN,
    outcome: "timed-out",
    why: "still running after 60 s",
    finding: "hang",
  },
  {
    when: "the engine vanished",
    facts: inContainer(0, {
      problem: { kind: "engine", reason: "daemon-lost", detail: "gone", hint: "" },
    }),
    report: GREEN,
    outcome: "lost",
    why: "daemon-lost: gone",
    reason: "daemon-lost",
  },
  {
    when: "the container is gone",
    facts: inContainer(0, { state: null }),
    report: GREEN,
    outcome: "lost",
    why: "removed the container",
    reason: "container-lost",
  },
  {
    when: "the tests have wiped what our script wrote first",
    facts: inContainer(0, { trailer: { nonce: "" } }),
    report: GREEN,
    outcome: "unproven",
    why: "was changed",
  },
  {
    when: "somebody killed the container before our script wrote anything",
    facts: inContainer(137, {
      trailer: { nonce: "", exitCode: null },
      events: ["create", "start", "kill", "die"],
      account: { signals: [9] },
    }),
    report: NONE,
    outcome: "lost",
    why: "somebody killed the container",
    reason: "container-lost",
  },
  {
    when: "somebody stopped the container, and the tests' end at that signal was seen",
    facts: inContainer(143, {
      events: ["create", "start", "kill", "die", "stop"],
      account: { signals: [15] },
    }),
    report: NONE,
    outcome: "lost",
    why: "somebody stopped the container",
    reason: "container-lost",
  },
  {
    when: "somebody stopped the container, and the tests ended well all the same",
    facts: inContainer(0, {
      events: ["create", "start", "kill", "die", "stop"],
      account: { signals: [15] },
    }),
    report: GREEN,
    outcome: "lost",
    why: "somebody stopped the container",
    reason: "container-lost",
  },
  {
    when: "the time was up because somebody had paused the container",
    facts: inContainer(
      137,
      { events: ["create", "start", "pause", "kill", "die"], account: { signals: [15, 9] } },
      { timedOut: true },
    ),
    report: NONE,
    outcome: "lost",
    why: "somebody paused the container",
    reason: "container-lost",
  },
  {
    when: "the time was up before the engine had started anything",
    facts: inContainer(0, { state: { status: "created", startedAt: null } }, { timedOut: true }),
    report: NONE,
    outcome: "lost",
    why: "the container never started",
    reason: "container-start-failed",
  },
  {
    when: "the time was up while the engine did not answer",
    facts: inContainer(0, {
      problem: { kind: "engine", reason: "daemon-lost", detail: "no answer", hint: "" },
    }, { timedOut: true }),
    report: NONE,
    outcome: "lost",
    why: "no answer",
    reason: "daemon-lost",
  },
  {
    when: "a signal reached the tests of an engine that does not tell who stops a container",
    facts: inContainer(0, { tellsStops: false, trailer: { signalled: true } }),
    report: GREEN,
    outcome: "unproven",
    why: "this engine does not say who stops a container",
  },
  {
    when: "the tests signalled themselves, and the engine would have told of anybody else",
    facts: inContainer(0, { trailer: { signalled: true } }),
    report: GREEN,
    outcome: "passed",
    why: "agree",
  },
  {
    when: "a signal that somebody sent did not end the tests",
    facts: inContainer(0, {
      events: ["create", "start", "kill", "die"],
      account: { signals: [10] },
    }),
    report: GREEN,
    outcome: "passed",
    why: "agree",
  },
  {
    when: "the tests themselves ended like killed ones",
    facts: inContainer(137),
    report: NONE,
    outcome: "crashed",
    why: "SIGKILL",
    finding: "crash",
  },
  {
    when: "somebody restarted the container, and the second time all was well",
    facts: inContainer(0, {
      events: ["create", "start", "kill", "die", "start", "restart", "die"],
    }),
    report: GREEN,
    outcome: "lost",
    why: "restarted the container",
    reason: "container-lost",
  },
  {
    when: "the container never started, whatever exit code is told",
    facts: inContainer(0, {
      state: { startedAt: null, status: "created", error: "no such device" },
    }),
    report: GREEN,
    outcome: "lost",
    why: "no such device",
    reason: "container-start-failed",
  },
  {
    when: "the project was not visible inside",
    facts: inContainer(125, { trailer: { nonce: "", exitCode: null } }),
    report: NONE,
    outcome: "lost",
    why: "not readable at /workspace",
    reason: "mount-unusable",
  },
  {
    when: "the workspace inside is another one",
    facts: inContainer(0, { trailer: { nonce: "beef" } }),
    report: GREEN,
    outcome: "lost",
    why: "not readable",
    reason: "mount-unusable",
  },
  {
    when: "somebody killed the whole container",
    facts: inContainer(137, {
      trailer: { exitCode: null },
      events: ["create", "start", "kill", "die"],
      account: { signals: [9] },
    }),
    report: NONE,
    outcome: "lost",
    why: "somebody killed the container",
    reason: "container-lost",
  },
  {
    when: "the tests themselves exit with 137: the script saw it",
    facts: inContainer(137),
    report: NONE,
    outcome: "crashed",
    why: "SIGKILL",
    finding: "crash",
  },
  {
    when: "the counter inside says out of memory",
    facts: inContainer(137, { trailer: { oomKills: 1 } }),
    report: NONE,
    outcome: "crashed",
    why: "out of memory",
    finding: "oom",
  },
  {
    when: "only the engine's event says out of memory, and the script died too",
    facts: inContainer(137, {
      trailer: { exitCode: null },
      events: ["create", "start", "oom", "die"],
    }),
    report: NONE,
    outcome: "crashed",
    why: "out of memory",
    finding: "oom",
  },
  {
    when: "the engine's exit code and the trailer differ",
    facts: inContainer(0, { trailer: { exitCode: 1 } }),
    report: GREEN,
    outcome: "unproven",
    why: "says exit code 1",
  },
  {
    when: "there is no trailer although there is a shell",
    facts: inContainer(0, { trailer: null }),
    report: GREEN,
    outcome: "unproven",
    why: "left no account",
  },
  {
    when: "there is no trailer because there is no shell",
    facts: inContainer(0, { trailer: null, hasEntryScript: false }),
    report: GREEN,
    outcome: "passed",
    why: "agree",
  },
  {
    when: "a segmentation fault left no report",
    facts: inContainer(139),
    report: NONE,
    outcome: "crashed",
    why: "SIGSEGV",
    finding: "crash",
  },
  {
    when: "the command is not in the image",
    facts: inContainer(127),
    report: NONE,
    outcome: "unproven",
    why: '"python3", or a program it runs, was not found (exit code 127)',
    finding: "missing-dependency",
  },
  {
    when: "the local command is not installed",
    facts: sampleFacts(null, null, { spawnFailure: "not-found" }),
    report: NONE,
    outcome: "unproven",
    why: '"python3" was not found',
    finding: "missing-dependency",
  },
  {
    when: "a local process was killed",
    facts: sampleFacts(137, null, { signal: "SIGKILL" }),
    report: NONE,
    outcome: "crashed",
    why: "SIGKILL",
    finding: "crash",
  },
];

for (const one of CASES) {
  Deno.test(`judgeExecution() says ${one.outcome} when ${one.when}`, () => {
    const judged = judgeExecution(one.facts, sampleContext(one.report));
    assertEquals(judged.outcome, one.outcome);
    assertStringIncludes(judged.why, one.why);
    assertEquals(judged.fallback?.reason, one.reason);
    assertEquals(judged.findings.map((finding) => finding.class), one.finding ? [one.finding] : []);
  });
}

Deno.test("judgeExecution() tells slowness from a hang by the last output", () => {
  const stdout = { bytes: 10, lines: 1, firstOutputMs: 1, lastOutputMs: 59_000 };
  const facts = inContainer(0, {}, { timedOut: true, stdout });
  const judged = judgeExecution(facts, sampleContext(GREEN));
  assertEquals(judged.findings[0]?.class, "timeout");
});

Deno.test("judgeExecution() proposes twice the memory limit that was reached", () => {
  const memoryLimitBytes = 512 * 1024 ** 2;
  const trailer = { oomKills: 2, memoryPeakBytes: memoryLimitBytes };
  const facts = inContainer(137, { trailer, memoryLimitBytes });
  const finding = judgeExecution(facts, sampleContext(NONE)).findings[0];
  assertStringIncludes(finding?.remedy ?? "", "--memory 1024m");
  assertEquals(finding?.evidence, [{ source: "trailer.txt", quote: "oom_kill 2" }]);
});

Deno.test("judgeExecution() does not blame a memory limit that was far away", () => {
  const [memoryLimitBytes, memoryPeakBytes] = [512 * 1024 ** 2, 96 * 1024 ** 2];
  const facts = inContainer(137, { trailer: { oomKills: 2, memoryPeakBytes }, memoryLimitBytes });
  const finding = judgeExecution(facts, sampleContext(NONE)).findings[0];
  assertStringIncludes(finding?.message ?? "", "a limit around the container: it used 96 MiB");
  assertStringIncludes(finding?.remedy ?? "", "what holds the container");
});
