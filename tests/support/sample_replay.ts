import { isFailing, type TestOutcome } from "../../lib/model/outcome.ts";
import type { Plan, PlannedSuite } from "../../lib/model/plan.ts";
import type { RecordedRun, RecordedSuite } from "../../lib/model/recorded_run.ts";
import type { RecordedSuiteState, RecordedTest, ReplayRequest } from "../../lib/model/replay.ts";
import type { ReplayEnvironmentJson } from "../../lib/model/replay_bundle_json.ts";
import type { ReplaySource } from "../../lib/plan/replay_source.ts";
import { SAMPLE_PLAN } from "./sample_plan.ts";

/** A request for all that failed; any field can be replaced. */
export function sampleRequest(changes: Partial<ReplayRequest> = {}): ReplayRequest {
  return {
    suites: [],
    tests: [],
    gatesOnly: false,
    debug: false,
    serial: false,
    repeat: 1,
    shardIndex: null,
    ...changes,
  };
}

/** A test of a record, named by itself; any field can be replaced. */
export function sampleRecordedTest(
  suite: string,
  name: string,
  outcome: TestOutcome = "failed",
  changes: Partial<RecordedTest> = {},
): RecordedTest {
  const [file, group] = ["tests/test_sum.py", "tests.test_sum"];
  const id = `${suite}::${file}::${group}::${name}`;
  return { id, suite, file, class: group, name, outcome, quarantine: null, ...changes };
}

/** A suite of a record, failed exactly where one of its tests did; any field can be replaced. */
export function sampleSuiteState(
  name: string,
  tests: readonly RecordedTest[] = [],
  changes: Partial<RecordedSuiteState> = {},
): RecordedSuiteState {
  const outcome = tests.some((one) => isFailing(one.outcome)) ? "failed" : "passed";
  return { name, kind: "unit", outcome, tests, unnamed: 0, ...changes };
}

/** Where the sample record was made; any field can be replaced. */
export function sampleReplayEnvironment(
  changes: Partial<ReplayEnvironmentJson> = {},
): ReplayEnvironmentJson {
  return {
    profile: "ci",
    mode: "container",
    mode_requested: "auto",
    shard_kind: null,
    shard_index: null,
    shard_total: null,
    git_sha: "a".repeat(40),
    git_dirty: false,
    image: "example/app:1",
    image_id: `sha256:${"1".repeat(64)}`,
    image_digest: `example/app@sha256:${"2".repeat(64)}`,
    config_digest: "c".repeat(64),
    qa_gate_version: "1.0.0",
    deno_version: "2.9.6",
    engine_version: "28.2.2",
    os: "linux",
    arch: "x86_64",
    ...changes,
  };
}

/** A record of these suites, all of which ran in a container; any field of the run can be replaced. */
export function sampleSource(
  suites: readonly RecordedSuiteState[],
  changes: Partial<RecordedRun> = {},
): ReplaySource {
  const recorded: readonly RecordedSuite[] = suites.map(({ name, kind, outcome, unnamed }) => ({
    name,
    kind,
    runner: kind === "check" ? "command" : "pytest",
    required: true,
    outcome,
    place: outcome === "not-run" ? null : "container",
    testsPath: null,
    named: [],
    unnamed,
  }));
  const record: RecordedRun = {
    given: "summary.json",
    path: "/home/dev/red/summary.json",
    folder: "/home/dev/red",
    runId: "20261120T100000Z-0a1b2c",
    project: "sample",
    verdict: "failed",
    exitCode: 1,
    startedAt: "2026-11-20T10:00:00.000Z",
    environment: sampleReplayEnvironment(),
    shard: null,
    suites: recorded,
    knowsAllSuites: true,
    gaps: [],
    files: {
      summary: null,
      run: null,
      results: null,
      plan: null,
      environment: null,
      bundle: null,
    },
    ...changes,
  };
  return { record, suites };
}

/** A suite of a plan in the sample's image that pytest runs; any field can be replaced. */
export function samplePlanned(name: string, changes: Partial<PlannedSuite> = {}): PlannedSuite {
  const [unit] = SAMPLE_PLAN.suites;
  if (unit === undefined) throw new Error("the sample plan has no suite");
  const request = { runner: "pytest", paths: ["tests"], args: [], command: [], report: null };
  return { ...unit, full: { ...unit.full, request }, failsafe: null, name, ...changes };
}

/** A plan of these suites; any field can be replaced. */
export function sampleReplayPlan(
  suites: readonly PlannedSuite[],
  changes: Partial<Plan> = {},
): Plan {
  return { ...SAMPLE_PLAN, suites, ...changes };
}
