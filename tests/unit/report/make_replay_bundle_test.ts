import { assertEquals } from "@std/assert";
import { BUNDLED_TESTS, ReplayBundleJson } from "../../../lib/model/replay_bundle_json.ts";
import { makeReplayBundle } from "../../../lib/report/make_replay_bundle.ts";
import { diagnosedRecord } from "../../support/sample_diagnosis.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";
import { sampleSuite, sampleTest } from "../../support/sample_suite.ts";

Deno.test("makeReplayBundle() names what failed with a command for all, a suite and its first test", () => {
  const bundle = ReplayBundleJson.parse(makeReplayBundle(diagnosedRecord()));
  const [unit, ...more] = bundle.failed_suites;
  assertEquals(more, []);
  assertEquals(bundle.one_command_replay?.includes("--rerun-from"), true);
  assertEquals(unit?.suite_replay.endsWith("--suite unit"), true);
  assertEquals(unit?.targeted_replay?.endsWith("tests.test_sum::test_adds"), true);
  assertEquals([unit?.digest_path, unit?.tests.length, unit?.tests_left_out], [
    "failures/unit.json",
    3,
    0,
  ]);
  assertEquals(unit?.tests[0], {
    id: "unit::tests/test_sum.py::tests.test_sum::test_adds",
    file: "tests/test_sum.py",
    class: "tests.test_sum",
    name: "test_adds",
    outcome: "failed",
  });
});

Deno.test("makeReplayBundle() has no command where nothing failed, and one for what never ran", () => {
  const green = makeReplayBundle(greenRecord());
  assertEquals([green.one_command_replay, green.failed_suites], [null, []]);
  const { failed_suites: [suite] } = makeReplayBundle(greenRecord({ suites: [sampleSuite(null)] }));
  assertEquals([suite?.outcome, suite?.targeted_replay, suite?.tests], ["not-run", null, []]);
});

Deno.test("makeReplayBundle() names so many tests, and counts the rest", () => {
  const tests = Array.from({ length: 300 }, (_, at) => sampleTest({ name: `test_${at}` }));
  const [suite] = makeReplayBundle(redRecord(tests)).failed_suites;
  assertEquals([suite?.tests.length, suite?.tests_left_out], [BUNDLED_TESTS, 300 - BUNDLED_TESTS]);
});
