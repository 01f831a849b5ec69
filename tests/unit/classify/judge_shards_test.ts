import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { judgeShards, type ShardFacts } from "../../../lib/classify/judge_shards.ts";
import { recordedShard } from "../../support/recorded_shard.ts";

function facts(index: number, changes: Partial<ShardFacts> = {}): ShardFacts {
  const shard = changes.shard ?? recordedShard(index);
  return {
    runId: `run-${index}`,
    shard,
    project: "sample",
    profile: "ci",
    verdict: "passed",
    git: { commit: "d".repeat(40), branch: "main", dirty: false },
    configDigest: "c".repeat(64),
    planDigest: shard.plan_digest,
    ...changes,
  };
}

const WHOLE = [facts(0), facts(1), facts(2)];

function problemsWith(changes: Partial<ShardFacts>): readonly string[] {
  return judgeShards([facts(0), facts(1), facts(2, changes)]).problems;
}

Deno.test("judgeShards() finds nothing in shards that are whole together, in any order", () => {
  fc.assert(fc.property(fc.shuffledSubarray(WHOLE, { minLength: 3 }), (shards) => {
    assertEquals(judgeShards(shards), { problems: [], missing: [] });
  }));
});

Deno.test("judgeShards() names a shard that is missing, and one that is there twice", () => {
  assertEquals(judgeShards([facts(0), facts(2)]), {
    problems: ["of 3 shards, shard 1 is missing"],
    missing: [1],
  });
  assertEquals(judgeShards([facts(0), facts(0, { runId: "again" }), facts(2)]), {
    problems: ["of 3 shards, shard 1 is missing", "shard 0 is there 2 times: run-0, again"],
    missing: [1],
  });
});

Deno.test("judgeShards() is whole for exactly every index once", () => {
  const indices = fc.array(fc.nat(4), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(indices, (chosen) => {
    const shards = chosen.map((index) =>
      facts(index, { shard: recordedShard(index, { total: 5 }) })
    );
    const isWhole = chosen.length === 5 && new Set(chosen).size === 5;
    assertEquals(judgeShards(shards).problems.length === 0, isWhole);
  }));
});

Deno.test("judgeShards() names what is not the same", () => {
  assertEquals(problemsWith({ git: { commit: "f".repeat(40), branch: null, dirty: false } }), [
    "the commit is not the same: dddddddddddd in shard 0, ffffffffffff in shard 2",
  ]);
  assertEquals(problemsWith({ git: { commit: "d".repeat(40), branch: null, dirty: true } }), [
    "the commit is not the same: dddddddddddd in shard 0, dddddddddddd with changes that are not " +
    "committed in shard 2",
  ]);
  assertEquals(problemsWith({ configDigest: "0".repeat(64) }).length, 1);
  assertEquals(problemsWith({ profile: "full" }), [
    "the profile is not the same: ci in shard 0, full in shard 2",
  ]);
  assertEquals(problemsWith({ shard: recordedShard(2, { kind: "suite" }) }), [
    "the kind of sharding is not the same: test in shard 0, suite in shard 2",
  ]);
});

Deno.test("judgeShards() takes no plan for proved that is not there or not the one that ran", () => {
  assertEquals(problemsWith({ planDigest: null }), [
    "shard 2 (run-2) has no shard_plan.jsonl: what it was to run is not known",
  ]);
  assertEquals(problemsWith({ planDigest: "0".repeat(64) }), [
    "the shard_plan.jsonl of shard 2 (run-2) is not the one it ran by",
  ]);
});

Deno.test("judgeShards() asks for a shard again that did not come to an end of its own", () => {
  const judged = judgeShards([facts(0), facts(1, { verdict: "cancelled" }), facts(2)]);
  assertEquals(judged, { problems: ["shard 1 (run-1) ended as cancelled"], missing: [1] });
});

Deno.test("judgeShards() names the first of many, however many a record claims", () => {
  const shard = recordedShard(0, { total: Number.MAX_SAFE_INTEGER });
  const { problems, missing } = judgeShards([facts(0, { shard })]);
  assertEquals([problems.length, missing.length, missing[0]], [1, 20, 1]);
  assertEquals(judgeShards([facts(0, { shard: recordedShard(7) })]).problems.length, 2);
});
