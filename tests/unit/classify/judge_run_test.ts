import { assertEquals, assertStringIncludes } from "@std/assert";
import { judgeRun, type RunFacts } from "../../../lib/classify/judge_run.ts";
import type { Place, SuiteOutcome } from "../../../lib/model/outcome.ts";
import type { Plan } from "../../../lib/model/plan.ts";
import type { Execution, SuiteRecord } from "../../../lib/model/run_record.ts";
import type { Fallback, Verdict } from "../../../lib/model/verdict.ts";

const PLAN: Plan = {
  project: "shop",
  root: "/shop",
  outputs: "/shop/outputs/qa",
  profile: "full",
  mode: "auto",
  jobs: 1,
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
    const base = { plan: PLAN, suites: [], fallback: null, notChecked: [], interruptedBy: null };
    const judged = judgeRun({ ...base, ...facts });
    assertEquals([judged.verdict, judged.exitCode], [verdict, exit]);
    assertStringIncludes(judged.why, why ?? "");
  });
}
