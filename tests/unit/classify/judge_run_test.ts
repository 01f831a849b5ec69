import { assertEquals, assertStringIncludes } from "@std/assert";
import { judgeRun, type RunFacts } from "../../../lib/classify/judge_run.ts";
import type { Place, SuiteOutcome } from "../../../lib/model/outcome.ts";
import type { Plan } from "../../../lib/model/plan.ts";
import type { Execution, SuiteRecord } from "../../../lib/model/run_record.ts";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";
import type { Fallback, Verdict } from "../../../lib/model/verdict.ts";

const PLAN: Plan = {
  project: "shop",
  root: "/shop",
  outputs: "/shop/outputs/qa",
  profile: "full",
  mode: "auto",
  jobs: 1,
  maxRerunFailures: 20,
  failOnFlaky: false,
  failFast: false,
  deadlineMs: null,
  quarantine: [],
  container: null,
  failsafePolicy: "accept",
  requireContainer: false,
  suites: [],
  leftOut: [],
  notes: [],
  sources: [],
  configPath: null,
  configDigest: "",
};

const NO_DAEMON: Fallback = {
  reason: "daemon-unreachable",
  detail: "no daemon",
  hint: "start it",
  at: "preflight",
};

function suite(
  outcome: SuiteOutcome,
  change: { place?: Place; required?: boolean; executions?: readonly SuiteOutcome[] } = {},
): SuiteRecord {
  const place = change.place ?? "container";
  const executions = (change.executions ?? [outcome])
    .map((one) => ({ outcome: one, why: `${one}!` }) as Execution);
  const rest = { name: "unit", kind: "unit", runner: "pytest", why: `it ${outcome}` } as const;
  return { ...rest, place, required: change.required ?? true, outcome, executions };
}

interface Case extends Partial<RunFacts> {
  readonly when: string;
  readonly verdict: Verdict;
  readonly exit: number;
  readonly why?: string;
}

const local = (outcome: SuiteOutcome): SuiteRecord => suite(outcome, { place: "failsafe" });
const lostThenGreen = suite("passed", { place: "failsafe", executions: ["lost", "passed"] });
const lostThenRed = suite("failed", { place: "failsafe", executions: ["lost", "failed"] });
const flaky: SuiteRecord = {
  ...suite("passed", { executions: ["failed", "passed"] }),
  merged: {
    attempts: 2,
    folder: "suites/unit",
    counts: { ...NO_TESTS, total: 3, executed: 3, passed: 3, flaky: 2 },
    failures: [],
    flaky: [],
    quarantined: [],
  },
};
const unchecked = [{ suite: "e2e", what: "all of it", why: "no container" }];

const CASES: readonly Case[] = [
  { when: "all passed in the container", suites: [suite("passed")], verdict: "passed", exit: 0 },
  {
    when: "a required suite failed",
    suites: [suite("passed"), suite("failed")],
    verdict: "failed",
    exit: 1,
  },
  { when: "a suite timed out", suites: [suite("timed-out")], verdict: "failed", exit: 1 },
  { when: "a suite crashed", suites: [suite("crashed")], verdict: "failed", exit: 1 },
  {
    when: "only an optional suite failed",
    suites: [suite("passed"), suite("failed", { required: false })],
    verdict: "passed",
    exit: 0,
  },
  {
    when: "only optional suites ran",
    suites: [suite("passed", { required: false })],
    verdict: "unproven",
    exit: 4,
  },
  { when: "a suite is unproven", suites: [suite("unproven")], verdict: "unproven", exit: 4 },
  {
    when: "one failed and another is unproven",
    suites: [suite("unproven"), suite("failed")],
    verdict: "failed",
    exit: 1,
  },
  { when: "there are no suites", suites: [], verdict: "unproven", exit: 4 },
  {
    when: "a suite was not run",
    suites: [suite("passed"), suite("not-run")],
    verdict: "incomplete",
    exit: 5,
  },
  {
    when: "the failsafe set passed",
    suites: [local("passed")],
    fallback: NO_DAEMON,
    verdict: "degraded",
    exit: 0,
  },
  {
    when: "the failsafe set passed and a suite has none",
    suites: [local("passed"), suite("not-run")],
    fallback: NO_DAEMON,
    notChecked: unchecked,
    verdict: "degraded",
    exit: 0,
    why: "1 thing was not checked",
  },
  {
    when: "the failsafe set passed under the strict policy",
    suites: [local("passed")],
    fallback: NO_DAEMON,
    plan: { ...PLAN, failsafePolicy: "strict" },
    verdict: "degraded",
    exit: 6,
  },
  {
    when: "the failsafe set passed and a container is required",
    suites: [local("passed")],
    fallback: NO_DAEMON,
    plan: { ...PLAN, requireContainer: true },
    verdict: "degraded",
    exit: 6,
  },
  {
    when: "the failsafe was asked for",
    suites: [local("passed")],
    plan: { ...PLAN, mode: "failsafe" },
    verdict: "degraded",
    exit: 0,
  },
  {
    when: "the failsafe set failed",
    suites: [local("failed")],
    fallback: NO_DAEMON,
    verdict: "failed",
    exit: 1,
  },
  {
    when: "neither container nor failsafe could run",
    suites: [suite("not-run")],
    fallback: NO_DAEMON,
    verdict: "infra",
    exit: 3,
    why: "(daemon-unreachable), and no suite can run without one",
  },
  {
    when: "the container was lost and the failsafe passed",
    suites: [lostThenGreen],
    fallback: { ...NO_DAEMON, reason: "container-lost", at: "midway" },
    verdict: "infra",
    exit: 3,
    why: "which is no proof",
  },
  {
    when: "the container was lost and the failsafe failed",
    suites: [lostThenRed],
    fallback: { ...NO_DAEMON, reason: "container-lost", at: "midway" },
    verdict: "failed",
    exit: 1,
  },
  {
    when: "a test passed only when tried again",
    suites: [suite("passed"), flaky],
    verdict: "flaky",
    exit: 0,
    why: "passed only when tried again: unit: 2 tests",
  },
  {
    when: "a test passed only when tried again, and that is not enough",
    suites: [flaky],
    plan: { ...PLAN, failOnFlaky: true },
    verdict: "flaky",
    exit: 7,
  },
  {
    when: "only an optional suite is flaky",
    suites: [suite("passed"), { ...flaky, required: false }],
    plan: { ...PLAN, failOnFlaky: true },
    verdict: "passed",
    exit: 0,
  },
  {
    when: "the failsafe set passed, a test of it only when tried again",
    suites: [{ ...flaky, place: "failsafe" }],
    fallback: NO_DAEMON,
    verdict: "degraded",
    exit: 0,
    why: "passed only when tried again",
  },
  {
    when: "the failsafe set is flaky, and that is not enough",
    suites: [{ ...flaky, place: "failsafe" }],
    fallback: NO_DAEMON,
    plan: { ...PLAN, failOnFlaky: true },
    verdict: "flaky",
    exit: 7,
    why: "without a container",
  },
  {
    when: "a suite is flaky and another one failed",
    suites: [flaky, suite("failed")],
    verdict: "failed",
    exit: 1,
  },
  {
    when: "a suite is flaky and another one was not run",
    suites: [flaky, suite("not-run")],
    verdict: "incomplete",
    exit: 5,
  },
  {
    when: "the deadline kept a suite from running, in the failsafe too",
    suites: [local("passed"), suite("not-run")],
    fallback: NO_DAEMON,
    deadlinePassed: true,
    verdict: "incomplete",
    exit: 5,
  },
  {
    when: "the deadline passed before anything ran",
    suites: [suite("not-run")],
    fallback: NO_DAEMON,
    deadlinePassed: true,
    verdict: "incomplete",
    exit: 5,
  },
  {
    when: "the deadline passed and a suite failed",
    suites: [suite("failed"), suite("not-run")],
    deadlinePassed: true,
    verdict: "failed",
    exit: 1,
  },
  {
    when: "the deadline passed when only an optional suite was left",
    suites: [suite("passed"), suite("not-run", { required: false })],
    deadlinePassed: true,
    verdict: "passed",
    exit: 0,
  },
  {
    when: "SIGINT came, whatever passed",
    suites: [suite("passed")],
    interruptedBy: "SIGINT",
    verdict: "cancelled",
    exit: 130,
  },
  {
    when: "SIGTERM came, whatever failed",
    suites: [suite("failed")],
    interruptedBy: "SIGTERM",
    verdict: "cancelled",
    exit: 143,
  },
];

for (const { when, verdict, exit, why, ...facts } of CASES) {
  Deno.test(`judgeRun() says ${verdict} (${exit}) when ${when}`, () => {
    const base: RunFacts = {
      plan: PLAN,
      suites: [],
      fallback: null,
      notChecked: [],
      interruptedBy: null,
      deadlinePassed: false,
    };
    const judged = judgeRun({ ...base, ...facts });
    assertEquals([judged.verdict, judged.exitCode], [verdict, exit]);
    assertStringIncludes(judged.why, why ?? "");
  });
}

Deno.test("judgeRun() passes a shard to which nothing was dealt, and nothing that decides", () => {
  const none = { ...SAMPLE_SHARD, parts: 0 };
  const judged = (shard: typeof none, suites: readonly SuiteRecord[]) => {
    const facts = {
      suites,
      fallback: null,
      notChecked: [],
      interruptedBy: null,
      deadlinePassed: false,
    };
    return judgeRun({ ...facts, plan: { ...PLAN, shard } });
  };
  assertEquals(judged(none, []), {
    ...{ verdict: "passed", exitCode: 0, why: "nothing of the plan was dealt to this shard" },
  });
  // A shard of which nothing is known, because a listing failed.
  const optional = { ...suite("failed"), required: false };
  assertEquals(judged({ ...none, parts_total: 0 }, [optional]).exitCode, 4);
  assertEquals(
    judged(SAMPLE_SHARD, [optional]).why,
    "no suite that decides was dealt to this shard",
  );
});
