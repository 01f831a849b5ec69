import { assertEquals } from "@std/assert";
import { makeSummaryJson, SUMMARY_FAILURES } from "../../../lib/report/make_summary_json.ts";
import { makeReplayEnvironment } from "../../../lib/report/make_replay_environment.ts";
import { degradedRecord, greenRecord, NO_DOCKER, redRecord } from "../../support/sample_record.ts";
import {
  sampleExecution,
  sampleLint,
  sampleSuite,
  sampleTest,
} from "../../support/sample_suite.ts";

const COMMAND = "deno run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci";

Deno.test("makeSummaryJson() says what failed and how to run it again", () => {
  const test = sampleTest();
  assertEquals(makeSummaryJson(redRecord([test]), [{ name: "run.json", answers: "What ran?" }]), {
    schema: "qa.summary.v1",
    run_id: "20261120T100000Z-a1b2c3",
    project: "sample",
    profile: "ci",
    verdict: "failed",
    exit_code: 1,
    why: "the required suite unit failed",
    mode: "container",
    why_this_mode: "the engine and the image are there",
    fallback: null,
    failed_names: [],
    failed_unit_names: ["unit"],
    passed_suites: 1,
    total_suites: 2,
    counts: {
      total: 36,
      attempted: 35,
      passed: 34,
      failed: 1,
      skipped: 1,
      not_run: 0,
      flaky: 0,
      quarantined: 0,
    },
    failures: [{
      id: "unit::tests/test_sum.py::tests.test_sum::test_adds",
      suite: "unit",
      outcome: "failed",
      message: "AssertionError: assert 3 == 4",
      file: "tests/test_sum.py",
      class: "tests.test_sum",
      name: "test_adds",
      line: 12,
      fingerprint: null,
      first_failing_assertion: {
        type: "",
        message: "AssertionError: assert 3 == 4",
        file: "tests/test_sum.py",
        line: 12,
      },
    }],
    failures_left_out: 0,
    flaky: [],
    quarantined: [],
    findings: [{
      suite: "unit",
      class: "assertion",
      confidence: 0.6,
      message: "An assertion does not hold",
      evidence: [{ source: "suites/unit/container-1/report.xml", quote: "assert 3 == 4" }],
      remedy: "read the first failing test",
    }],
    not_checked: [],
    warnings: [],
    rerun: {
      argv: COMMAND.split(" "),
      cwd: "/home/dev/my app",
      command: `cd '/home/dev/my app' && ${COMMAND}`,
    },
    artifacts: [{ name: "run.json", answers: "What ran?" }],
    duration_ms: 4200,
    replay_bundle: {
      path: "replay_bundle.json",
      one_command_replay: "cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts " +
        "--rerun-from '/home/dev/my app/outputs/qa/logs/20261120T100000Z-a1b2c3/summary.json'",
      environment: makeReplayEnvironment(redRecord([test])),
    },
    shard: null,
    triage_diff: null,
  });
});

Deno.test("makeSummaryJson() lists the first failures and counts the rest exactly", () => {
  const tests = Array.from({ length: 57 }, (_, index) => sampleTest({ name: `test_${index}` }));
  const { failures, failures_left_out } = makeSummaryJson(redRecord(tests));
  assertEquals([failures.length, failures_left_out], [SUMMARY_FAILURES, 57 - SUMMARY_FAILURES]);
});

Deno.test("makeSummaryJson() puts unit suites and the others into lists of their own", () => {
  const suites = [
    sampleSuite(sampleExecution({ outcome: "crashed" })),
    sampleSuite(sampleExecution({ outcome: "lost" }), { name: "browser", kind: "e2e" }),
    sampleLint({ outcome: "failed" }),
    sampleSuite(null, { name: "docs" }),
  ];
  const summary = makeSummaryJson(greenRecord({ suites }));
  assertEquals(
    [summary.failed_unit_names, summary.failed_names, summary.passed_suites, summary.total_suites],
    [["unit"], ["browser", "lint"], 0, 4],
  );
});

Deno.test("makeSummaryJson() tells the fallback and what nothing checked, the left out suites too", () => {
  const record = degradedRecord();
  const leftOut = [{ suite: "slow", why: "not in profile ci" }, { suite: "unit", why: "twice" }];
  const summary = makeSummaryJson({ ...record, plan: { ...record.plan, leftOut } });
  assertEquals([summary.fallback, summary.not_checked], [{ ...NO_DOCKER, proved_outside: false }, [
    { suite: "unit", what: "everything but tests/fast", why: "the failsafe runs a reduced form" },
    { suite: "slow", what: "all of it", why: "not in profile ci" },
  ]]);
});
