import { isFailing } from "../model/outcome.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import type { CountedTest } from "../model/test_counts.ts";
import type { EarlierTry, TestRecord } from "../model/test_result.ts";

/** Version of the CTRF specification whose schema these documents agree with. */
export const CTRF_SPEC_VERSION = "0.0.0";

/** CTRF's words for how a test ended. */
export type CtrfStatus = "passed" | "failed" | "skipped" | "pending" | "other";

/** How many tests of a document have which status; `flaky` ones are among the passed. */
export type CtrfCounts = Readonly<Record<CtrfStatus | "tests" | "flaky", number>>;

/** Counts of nothing. */
export const NO_CTRF_TESTS: CtrfCounts = {
  tests: 0,
  passed: 0,
  failed: 0,
  skipped: 0,
  pending: 0,
  other: 0,
  flaky: 0,
};

/** The counts with one more test. */
export function countCtrf(counts: CtrfCounts, test: CountedTest): CtrfCounts {
  const status = ctrfStatus(test);
  const flaky = test.outcome === "flaky" ? 1 : 0;
  return {
    ...counts,
    tests: counts.tests + 1,
    [status]: counts[status] + 1,
    flaky: counts.flaky + flaky,
  };
}

/**
 * The word of CTRF for an outcome: a failure in quarantine is `other`, because it neither passed nor
 * fails the run; a test that was planned and did not run is `pending`.
 */
export function ctrfStatus(test: Pick<TestRecord, "outcome" | "quarantine">): CtrfStatus {
  const { outcome, quarantine } = test;
  if (isFailing(outcome)) return quarantine === null ? "failed" : "other";
  if (outcome === "skipped") return "skipped";
  return outcome === "not-run" ? "pending" : "passed";
}

/** The members of a CTRF document that stand before its results. */
export function makeCtrfHead({ runId, endedAt, version }: RunRecord) {
  return {
    reportFormat: "CTRF",
    specVersion: CTRF_SPEC_VERSION,
    runId,
    timestamp: endedAt,
    generatedBy: `qa_gate ${version}`,
  };
}

/** `results.tool`: what told of these tests; the tools that ran them, by suite, are under `extra`. */
export function makeCtrfTool({ version, suites }: RunRecord) {
  const runners = Object.fromEntries(suites.map(({ name, runner }) => [name, runner]));
  return { name: "qa_gate", version, extra: { runners } };
}

/** `results.summary`: the counts of the tests written, and the time of the run. */
export function makeCtrfSummary(record: RunRecord, counts: CtrfCounts) {
  return {
    ...counts,
    suites: record.suites.length,
    start: Date.parse(record.startedAt),
    stop: Date.parse(record.endedAt),
    duration: Math.round(record.durationMs),
  };
}

/** `results.environment`: project, commit, machine; what CTRF has no member for is under `extra`. */
export function makeCtrfEnvironment({ plan, git, host, mode, engine }: RunRecord) {
  return {
    appName: plan.project,
    ...(git === null ? {} : { commit: git.commit }),
    ...(git?.branch == null ? {} : { branchName: git.branch }),
    osPlatform: host.os,
    osRelease: host.kernel,
    extra: {
      ci: host.ci,
      dirty: git?.dirty ?? null,
      mode,
      profile: plan.profile,
      image: engine?.image ?? null,
    },
  };
}

/** `results.extra`: the verdict of the run, which is more than the sum of its tests. */
export function makeCtrfVerdict({ verdict, exitCode, why }: RunRecord) {
  return { verdict, exit_code: exitCode, why };
}

/** One test of a CTRF document; its `line` is that of the failure, where there is one. */
export function makeCtrfTest(test: TestRecord, kind: SuiteRecord["kind"]) {
  const { earlier, parameters, outcome } = test;
  return {
    testId: test.id || "unnamed",
    name: test.name || test.id || "unnamed",
    status: ctrfStatus(test),
    duration: Math.round(test.duration_ms ?? 0),
    suite: test.class === "" ? [test.suite] : [test.suite, test.class],
    ...optional("message", test.message),
    ...optional("trace", test.details),
    ...optional("filePath", test.file),
    ...(test.line === null ? {} : { line: test.line }),
    rawStatus: outcome,
    type: kind,
    ...(parameters === "" ? {} : { parameters: { example: parameters } }),
    ...(outcome === "flaky" ? { flaky: true } : {}),
    ...(earlier.length === 0
      ? {}
      : { retries: earlier.length, retryAttempts: earlier.map(makeAttempt) }),
    labels: makeLabels(test),
  };
}

function makeAttempt(one: EarlierTry, index: number) {
  return {
    attempt: index + 1,
    status: ctrfStatus({ outcome: one.outcome, quarantine: null }),
    ...(one.duration_ms === null ? {} : { duration: Math.round(one.duration_ms) }),
    ...optional("message", one.message),
    ...optional("trace", one.details),
    extra: { outcome: one.outcome },
  };
}

function makeLabels({ place, attempt, route, quarantine }: TestRecord) {
  return { place, attempt, ...optional("route", route), ...optional("quarantine", quarantine) };
}

function optional<N extends string>(name: N, text: string | null): Partial<Record<N, string>> {
  return text === null || text === "" ? {} : { [name]: text } as Record<N, string>;
}
