import { BUNDLED_TESTS, type ReplayBundleJson } from "../model/replay_bundle_json.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { countedTests, namedTests } from "./counted_execution.ts";
import { digestPath, suitesToReplay } from "./diagnosis_of.ts";
import { formatRecordReplay } from "./format_record_replay.ts";
import { makeReplayEnvironment } from "./make_replay_environment.ts";

/** The one command that replays all that failed in a run; null where all suites passed. */
export function formatReplayAll(record: RunRecord): string | null {
  return suitesToReplay(record.suites).length === 0 ? null : formatRecordReplay(record);
}

/** `replay_bundle.json` of a run: what did not pass, with the commands and the environment to repeat it. */
export function makeReplayBundle(record: RunRecord): ReplayBundleJson {
  return {
    schema: "qa.replay_bundle.v1",
    run_id: record.runId,
    project: record.plan.project,
    one_command_replay: formatReplayAll(record),
    environment: makeReplayEnvironment(record),
    failed_suites: suitesToReplay(record.suites).map((suite) => makeSuite(record, suite)),
  };
}

function makeSuite(
  record: RunRecord,
  suite: SuiteRecord,
): ReplayBundleJson["failed_suites"][number] {
  const tests = namedTests(suite).failures.slice(0, BUNDLED_TESTS);
  const [first] = tests;
  const { name, kind, runner, outcome, place } = suite;
  return {
    ...{ name, kind, runner, outcome, place },
    suite_replay: formatRecordReplay(record, { suite: name }),
    targeted_replay: first === undefined ? null : formatRecordReplay(record, { test: first.id }),
    digest_path: digestPath(name),
    tests: tests.map((test) => ({
      id: test.id,
      file: test.file,
      class: test.class,
      name: test.name,
      outcome: test.outcome,
    })),
    tests_left_out: Math.max(0, countedTests(suite).failed - tests.length),
  };
}
