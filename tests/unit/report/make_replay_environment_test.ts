import { assertEquals } from "@std/assert";
import { makeReplayEnvironment } from "../../../lib/report/make_replay_environment.ts";
import { greenRecord } from "../../support/sample_record.ts";

Deno.test("makeReplayEnvironment() tells what a replay wants to be the same", () => {
  const record = greenRecord();
  const environment = makeReplayEnvironment(record);
  assertEquals(environment.git_sha, "d".repeat(40));
  assertEquals(environment.config_digest, record.plan.configDigest);
  assertEquals([environment.image, environment.image_digest], ["example/app:1", null]);
  assertEquals([environment.shard_kind, environment.shard_index], [null, null]);
});

Deno.test("makeReplayEnvironment() has nulls where nothing was used, and the shard of one", () => {
  const record = greenRecord({ engine: null, git: null });
  const shard = {
    kind: "test",
    index: 1,
    total: 3,
    balanced_by: "count",
    plan_digest: "x",
    parts: 3,
    parts_total: 9,
    expected_ms: null,
    expected_imbalance: null,
  } as const;
  const environment = makeReplayEnvironment({ ...record, plan: { ...record.plan, shard } });
  assertEquals([environment.git_sha, environment.image, environment.engine_version], [
    null,
    null,
    null,
  ]);
  assertEquals([environment.shard_kind, environment.shard_index, environment.shard_total], [
    "test",
    1,
    3,
  ]);
});
