import { assertEquals } from "@std/assert";
import { FailureDigestJson } from "../../../lib/model/failure_digest_json.ts";
import { makeFailureDigests } from "../../../lib/report/make_failure_digest.ts";
import { diagnosedRecord } from "../../support/sample_diagnosis.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";

Deno.test("makeFailureDigests() tells cause, evidence, clusters and the commands of each suite", () => {
  const record = diagnosedRecord();
  const full = record.plan.suites[0]!.full;
  const targeted = { ...full, argv: [...full.argv, "-k", "test adds"] };
  const [digest, ...more] = makeFailureDigests(diagnosedRecord({ targeted }));
  assertEquals(more, []);
  assertEquals(digest?.name, "failures/unit.json");
  const value = FailureDigestJson.parse(digest?.value);
  assertEquals([value.root_cause_class, value.confidence, value.signature], [
    "connection",
    0.8,
    "connection-refused",
  ]);
  assertEquals(value.runner_up, { class: "auth", confidence: 0.2 });
  assertEquals(value.evidence[0]?.line, 7);
  assertEquals(value.impacted_scenario_ids.length, 3);
  assertEquals(value.first_failing_assertion?.line, 9);
  assertEquals(value.clusters.map(({ count }) => count), [2, 1]);
  const { replay_command, suite_replay_command, targeted_test_replay_command, steps } =
    value.remediation_pointer;
  assertEquals(steps, ["start the service", "wait for its port"]);
  assertEquals(replay_command.endsWith("--suite unit"), true);
  assertEquals(suite_replay_command.startsWith("docker run"), true);
  assertEquals(targeted_test_replay_command, `${suite_replay_command} -k 'test adds'`);
});

Deno.test("makeFailureDigests() falls back to the findings of a record that was not diagnosed", () => {
  const [digest] = makeFailureDigests(redRecord());
  assertEquals(digest?.value.root_cause_class, "assertion");
  assertEquals(digest?.value.first_failing_assertion?.line, 12);
  assertEquals(digest?.value.remediation_pointer.targeted_test_replay_command, null);
});

Deno.test("makeFailureDigests() makes nothing of a green run", () => {
  assertEquals(makeFailureDigests(greenRecord()), []);
});
