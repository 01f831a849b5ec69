import type {
  ContainerFacts,
  ExecutionFacts,
  JudgeContext,
} from "../../lib/model/execution_facts.ts";
import type { ContainerState, Trailer } from "../../lib/model/observation.ts";
import type { ReportSummary } from "../../lib/model/run_record.ts";
import type { TestCounts } from "../../lib/model/test_result.ts";

/** The nonce of every sample container. */
export const NONCE = "f00d";

/** Counts of a suite with so many passed, failed and skipped tests. */
export function countsOf(passed: number, failed = 0, skipped = 0): TestCounts {
  const executed = passed + failed;
  return {
    total: executed + skipped,
    executed,
    passed,
    failed,
    skipped,
    not_run: 0,
    flaky: 0,
    quarantined: 0,
  };
}

/** A report that was read whole, unless changed. */
export function sampleReport(
  counts: TestCounts,
  change: Partial<ReportSummary> = {},
): ReportSummary {
  return {
    status: "whole",
    path: "report.xml",
    problems: [],
    doubts: [],
    counts,
    declared: null,
    ...change,
  };
}

/** The context of a pytest suite with such a report. */
export function sampleContext(
  report: ReportSummary,
  change: Partial<JudgeContext> = {},
): JudgeContext {
  return {
    suite: "unit",
    runner: "pytest",
    needsReport: true,
    exitCodes: { 1: "tests-failed", 5: "no-tests" },
    report,
    ...change,
  };
}

/** A container that ended so, with a complete trailer of the same exit code, unless changed. */
export function sampleContainer(exitCode: number, change: SampleChange = {}): ContainerFacts {
  const state: ContainerState = {
    id: "c1",
    status: "exited",
    exitCode,
    startedAt: "2026-01-02T03:04:05Z",
    finishedAt: "2026-01-02T03:04:06Z",
    oomKilled: false,
    error: "",
    pid: 0,
    ...change.state,
  };
  const trailer: Trailer = {
    nonce: NONCE,
    exitCode,
    oomKills: 0,
    pidsLimitHits: 0,
    memoryPeakBytes: 1024,
    signalled: false,
    spooled: true,
    endedUptimeS: null,
    stdout: null,
    stderr: null,
    ...change.trailer,
  };
  return {
    account: {
      id: "c1",
      name: "qa-c1",
      imageId: "sha256:1",
      state: change.state === null ? null : state,
      trailer: change.trailer === null ? null : trailer,
      counters: null,
      events: change.events ?? ["create", "start", "die"],
      signals: [],
      hasBegun: true,
      firstStartedAt: state.startedAt,
      log: null,
      ...change.account,
    },
    problem: change.problem ?? null,
    tellsStops: change.tellsStops ?? true,
    reachesEngine: change.reachesEngine ?? false,
    hasEntryScript: change.hasEntryScript ?? true,
    expectedNonce: NONCE,
    workdir: "/workspace",
    log: null,
    memoryLimitBytes: change.memoryLimitBytes ?? null,
    machineMemoryBytes: change.machineMemoryBytes ?? 8 * 1024 ** 3,
  };
}

/** What differs from a container that ended well. */
export interface SampleChange {
  readonly state?: Partial<ContainerState> | null;
  readonly trailer?: Partial<Trailer> | null;
  readonly events?: readonly string[];
  readonly problem?: ContainerFacts["problem"];
  readonly hasEntryScript?: boolean;
  readonly memoryLimitBytes?: number;
  readonly machineMemoryBytes?: number;
  readonly reachesEngine?: boolean;
  readonly tellsStops?: boolean;
  readonly account?: Partial<ContainerFacts["account"]>;
}

/** Facts of an execution that ended so, in a container or (`null`) locally, unless changed. */
export function sampleFacts(
  exitCode: number | null,
  container: ContainerFacts | null = null,
  change: Partial<ExecutionFacts> = {},
): ExecutionFacts {
  const stream = { bytes: 10, lines: 1, firstOutputMs: 5, lastOutputMs: 6 };
  return {
    argv: ["python3", "-m", "pytest"],
    startedAt: "2026-01-02T03:04:05.000Z",
    durationMs: 1000,
    exitCode,
    signal: null,
    timedOut: false,
    cancelled: false,
    timeoutMs: 60_000,
    stdout: stream,
    stderr: stream,
    spawnFailure: null,
    container,
    ...change,
  };
}
