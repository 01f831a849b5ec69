import type { RunRecord } from "../../lib/model/run_record.ts";
import { NO_TESTS } from "../../lib/model/test_counts.ts";
import type { TestRecord } from "../../lib/model/test_result.ts";
import type { Fallback } from "../../lib/model/verdict.ts";
import { SAMPLE_PLAN } from "./sample_plan.ts";
import {
  sampleCounts,
  sampleExecution,
  sampleLint,
  sampleSuite,
  sampleTest,
} from "./sample_suite.ts";

/** A green run of two suites in a container; any field can be replaced. */
export function greenRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    runId: "20261120T100000Z-a1b2c3",
    version: "0.1.0",
    startedAt: "2026-11-20T10:00:00.000Z",
    endedAt: "2026-11-20T10:00:04.200Z",
    durationMs: 4200,
    invocation: ["/opt/qa/scripts/qa/qa_gate.ts", "--profile", "ci", "--json"],
    plan: SAMPLE_PLAN,
    mode: "container",
    modeWhy: "the engine and the image are there",
    fallback: null,
    engine: {
      dockerBin: "docker",
      clientVersion: "28.2.2",
      serverVersion: "20.10.24",
      apiVersion: "1.41",
      os: "linux",
      arch: "amd64",
      image: "example/app:1",
      imageId: `sha256:${"1".repeat(64)}`,
      imageDigests: [],
    },
    git: { commit: "d".repeat(40), branch: "main", dirty: false },
    host: {
      hostname: "builder",
      os: "linux",
      arch: "x86_64",
      kernel: "6.1.0",
      cpus: 2,
      memoryBytes: 8_589_934_592,
      denoVersion: "2.9.6",
      ci: null,
      environment: { LANG: "C.UTF-8" },
    },
    suites: [sampleSuite(), sampleLint()],
    counts: sampleCounts(34, 0, 1),
    notChecked: [],
    quarantine: [],
    warnings: [],
    verdict: "passed",
    exitCode: 0,
    why: "2 of 2 suites ran, were proved to run, and passed",
    redactions: [],
    ...changes,
  };
}

/** A red run: the suite unit has failing tests, these or three of them. */
export function redRecord(
  failures: readonly TestRecord[] = ["test_adds", "test_subtracts", "test_divides"]
    .map((name) => sampleTest({ name })),
): RunRecord {
  const counts = sampleCounts(34, failures.length, 1);
  const why = `${failures.length} of ${counts.executed} tests failed`;
  const execution = sampleExecution({
    outcome: "failed",
    why,
    exitCode: 1,
    report: { ...sampleExecution().report, counts, declared: null },
    failures,
    findings: [{
      class: "assertion",
      confidence: 0.6,
      message: "An assertion does not hold",
      evidence: [{ source: "suites/unit/container-1/report.xml", quote: "assert 3 == 4" }],
      remedy: "read the first failing test",
    }],
  });
  return greenRecord({
    suites: [sampleSuite(execution), sampleLint()],
    counts,
    verdict: "failed",
    exitCode: 1,
    why: "the required suite unit failed",
  });
}

/** Docker was not there. */
export const NO_DOCKER: Fallback = {
  reason: "docker-missing",
  detail: '"docker": not found in PATH',
  hint: "Install Docker, or run with --mode failsafe",
  at: "preflight",
};

/** No container, a green failsafe, and a part that nothing checked. */
export function degradedRecord(): RunRecord {
  const unit = sampleExecution({
    place: "failsafe",
    argv: ["python3", "-m", "pytest", "--junitxml=/tmp/qa/report.xml", "tests/fast"],
    why: "12 of 12 tests passed",
    report: { ...sampleExecution({ place: "failsafe" }).report, counts: sampleCounts(12) },
  });
  return greenRecord({
    mode: "failsafe",
    modeWhy: "the container could not be used",
    fallback: NO_DOCKER,
    engine: null,
    suites: [sampleSuite(unit), sampleLint({ place: "failsafe" })],
    counts: sampleCounts(12),
    notChecked: [{
      suite: "unit",
      what: "everything but tests/fast",
      why: "the failsafe runs a reduced form",
    }],
    verdict: "degraded",
    why: "the failsafe passed, and the container never ran",
  });
}

/** Neither container nor failsafe could run. */
export function infraRecord(): RunRecord {
  return greenRecord({
    mode: "none",
    modeWhy: "no suite has a failsafe form",
    fallback: NO_DOCKER,
    engine: null,
    suites: [sampleSuite(null)],
    counts: NO_TESTS,
    notChecked: [{ suite: "unit", what: "all of it", why: "no container and no failsafe form" }],
    verdict: "infra",
    exitCode: 3,
    why: "neither the container nor the failsafe could run",
  });
}

/** The test tool ended with 0 and left no report. */
export function unprovenRecord(): RunRecord {
  const why = "exit code 0, but no report was written";
  const execution = sampleExecution({
    outcome: "unproven",
    why,
    report: {
      status: "missing",
      path: null,
      problems: [],
      doubts: [],
      counts: NO_TESTS,
      declared: null,
    },
  });
  return greenRecord({
    suites: [sampleSuite(execution), sampleLint()],
    counts: NO_TESTS,
    verdict: "unproven",
    exitCode: 4,
    why: "the suite unit is not proved to have run",
  });
}

/** Interrupted while unit was running; lint had not begun. */
export function cancelledRecord(): RunRecord {
  const execution = sampleExecution({
    outcome: "cancelled",
    why: "interrupted by SIGINT",
    exitCode: null,
    signal: "SIGTERM",
    report: {
      status: "missing",
      path: null,
      problems: [],
      doubts: [],
      counts: NO_TESTS,
      declared: null,
    },
  });
  const lint = { ...sampleSuite(null, { name: "lint", kind: "check", runner: "command" }) };
  return greenRecord({
    suites: [sampleSuite(execution), { ...lint, why: "interrupted before it began" }],
    counts: NO_TESTS,
    notChecked: [{ suite: "lint", what: "all of it", why: "interrupted before it began" }],
    verdict: "cancelled",
    exitCode: 130,
    why: "interrupted by SIGINT",
  });
}

/** One record of every kind, by name. */
export const SAMPLE_RECORDS: Readonly<Record<string, () => RunRecord>> = {
  green: () => greenRecord(),
  red: () => redRecord(),
  degraded: degradedRecord,
  infra: infraRecord,
  unproven: unprovenRecord,
  cancelled: cancelledRecord,
};
