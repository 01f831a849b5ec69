import { assertEquals, assertStringIncludes } from "@std/assert";
import { CI_MATRICES, CI_SHARDS } from "../../../lib/config/ci_shards.ts";
import { readCiShard } from "../../../lib/config/read_ci_shard.ts";

type Environment = Readonly<Record<string, string>>;

function read(environment: Environment): string {
  const shard = readCiShard(environment);
  if (shard.ok) return `${shard.value.index} of ${shard.value.total}`;
  return shard.error.kind === "usage" ? `${shard.error.message} | ${shard.error.hint}` : "";
}

Deno.test("readCiShard() counts from 0, whatever the system counts from", () => {
  const told: readonly (readonly [Environment, string])[] = [
    [{ CI_NODE_INDEX: "1", CI_NODE_TOTAL: "3" }, "0 of 3"],
    [{ CI_NODE_INDEX: "3", CI_NODE_TOTAL: "3" }, "2 of 3"],
    [{ CIRCLE_NODE_INDEX: "0", CIRCLE_NODE_TOTAL: "4" }, "0 of 4"],
    [{ BUILDKITE_PARALLEL_JOB: "3", BUILDKITE_PARALLEL_JOB_COUNT: "4" }, "3 of 4"],
    [{ SYSTEM_JOBPOSITIONINPHASE: "1", SYSTEM_TOTALJOBSINPHASE: "1" }, "0 of 1"],
    [{ JOB_COMPLETION_INDEX: "7", QA_SHARD_TOTAL: "8" }, "7 of 8"],
    [{ QA_SHARD_INDEX: "1", QA_SHARD_TOTAL: "2", GITHUB_ACTIONS: "true" }, "1 of 2"],
  ];
  for (const [environment, expected] of told) assertEquals(read(environment), expected);
});

Deno.test("readCiShard() names what is missing, and what to do", () => {
  for (const { index, total, remedy } of CI_SHARDS) {
    const alone = read({ [index]: "1" });
    assertStringIncludes(alone, `${index} `);
    assertStringIncludes(alone, `is set, and ${total} is not`);
    assertStringIncludes(alone, remedy);
  }
  // GitLab sets it in every job.
  const half = read({ CI_NODE_TOTAL: "1" });
  assertStringIncludes(half, "CI_NODE_TOTAL (GitLab CI) is set, and CI_NODE_INDEX is not");
  assertStringIncludes(half, 'Give the job "parallel: <n>"');
  assertStringIncludes(read({}), "no variable tells which shard this is; looked for CI_NODE_INDEX");
  assertStringIncludes(read({ QA_SHARD_INDEX: "" }), "no variable tells");
});

Deno.test("readCiShard() says how a matrix is written where the system has no variables of its own", () => {
  for (const { detectedBy, remedy } of CI_MATRICES) {
    const told = read({ [detectedBy]: "true" });
    assertStringIncludes(told, "no variable tells which shard this is");
    assertStringIncludes(told, remedy);
  }
  assertStringIncludes(read({ GITHUB_ACTIONS: "true" }), "strategy.job-total");
});

Deno.test("readCiShard() refuses numbers that are none, or out of range", () => {
  const gitlab = (index: string, total: string) =>
    read({ CI_NODE_INDEX: index, CI_NODE_TOTAL: total });
  assertStringIncludes(gitlab("0", "3"), "GitLab CI counts from 1 to 3");
  assertStringIncludes(gitlab("4", "3"), "CI_NODE_INDEX is 4 and CI_NODE_TOTAL is 3");
  for (const wrong of ["x", "-1", "1.5", "1e3", " 1"]) {
    assertStringIncludes(gitlab(wrong, "3"), "which is no number of shards");
    assertStringIncludes(gitlab("1", wrong), "which is no number of shards");
  }
  assertStringIncludes(gitlab("1", "0"), "which is no number of shards");
});

Deno.test("readCiShard() takes two systems that agree, and names two that do not", () => {
  const gitlab = { CI_NODE_INDEX: "2", CI_NODE_TOTAL: "3" };
  assertEquals(read({ ...gitlab, QA_SHARD_INDEX: "1", QA_SHARD_TOTAL: "3" }), "1 of 3");
  const both = read({ ...gitlab, QA_SHARD_INDEX: "2", QA_SHARD_TOTAL: "3" });
  assertStringIncludes(both, "CI_NODE_INDEX and CI_NODE_TOTAL mean shard 1 of 3");
  assertStringIncludes(both, "but QA_SHARD_INDEX and QA_SHARD_TOTAL mean shard 2 of 3");
});
