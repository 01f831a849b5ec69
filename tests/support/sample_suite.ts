import type { Execution, SuiteRecord } from "../../lib/model/run_record.ts";
import { NO_TESTS } from "../../lib/model/test_counts.ts";
import type { TestCounts, TestRecord } from "../../lib/model/test_result.ts";
import { LINT_COMMAND } from "./sample_plan.ts";

/** Counts from how many passed, failed and were skipped. */
export function sampleCounts(passed: number, failed = 0, skipped = 0): TestCounts {
  const executed = passed + failed;
  return { ...NO_TESTS, total: executed + skipped, executed, passed, failed, skipped };
}

/** A failing test of the suite unit; any field can be replaced. */
export function sampleTest(changes: Partial<TestRecord> = {}): TestRecord {
  const name = changes.name ?? "test_adds";
  return {
    id: `unit::tests/test_sum.py::tests.test_sum::${name}`,
    suite: "unit",
    place: "container",
    attempt: 1,
    file: "tests/test_sum.py",
    class: "tests.test_sum",
    name,
    occurrence: 1,
    outcome: "failed",
    duration_ms: 3,
    message: "AssertionError: assert 3 == 4",
    details: "def test_adds():\n>   assert add(1, 2) == 4\nE   assert 3 == 4",
    line: 12,
    parameters: "",
    earlier: [],
    route: null,
    quarantine: null,
    fingerprint: null,
    ...changes,
  };
}

/** An execution that passed 34 tests in a container; any field can be replaced. */
export function sampleExecution(changes: Partial<Execution> = {}): Execution {
  const place = changes.place ?? "container";
  const attempt = changes.attempt ?? 1;
  return {
    place,
    attempt,
    folder: `suites/unit/${place}-${attempt}`,
    argv: ["python3", "-m", "pytest", "--junitxml=/qa/report.xml", "tests"],
    startedAt: "2026-11-20T10:00:01.000Z",
    durationMs: 2900,
    outcome: "passed",
    why: "34 of 34 tests passed",
    exitCode: 0,
    signal: null,
    timedOut: false,
    stdout: { bytes: 2048, lines: 40, firstOutputMs: 120, lastOutputMs: 2850 },
    stderr: { bytes: 0, lines: 0, firstOutputMs: null, lastOutputMs: null },
    report: {
      status: "whole",
      path: `suites/unit/${place}-${attempt}/report.xml`,
      problems: [],
      doubts: [],
      counts: sampleCounts(34, 0, 1),
      declared: { tests: 35, failures: 0, skipped: 1 },
    },
    failures: [],
    flaky: [],
    quarantined: [],
    findings: [],
    fallback: null,
    container: null,
    ...changes,
  };
}

/** The suite unit as its only execution ended; any field can be replaced. */
export function sampleSuite(
  execution: Execution | null = sampleExecution(),
  changes: Partial<SuiteRecord> = {},
): SuiteRecord {
  return {
    name: "unit",
    kind: "unit",
    runner: "pytest",
    required: true,
    outcome: execution?.outcome ?? "not-run",
    why: execution?.why ?? "nothing can run it",
    place: execution?.place ?? null,
    executions: execution === null ? [] : [execution],
    ...changes,
  };
}

/** The suite lint, a check by exit code alone, green. */
export function sampleLint(changes: Partial<Execution> = {}): SuiteRecord {
  const place = changes.place ?? "container";
  const execution = sampleExecution({
    folder: `suites/lint/${place}-1`,
    argv: LINT_COMMAND.argv,
    durationMs: 800,
    why: "exit code 0",
    report: {
      status: "none",
      path: null,
      problems: [],
      doubts: [],
      counts: NO_TESTS,
      declared: null,
    },
    ...changes,
  });
  return sampleSuite(execution, { name: "lint", kind: "check", runner: "command" });
}
