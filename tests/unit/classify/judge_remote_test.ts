import { assertEquals } from "@std/assert";
import { judgeRemote } from "../../../lib/classify/judge_remote.ts";
import type { RunJudgement } from "../../../lib/classify/judge_run.ts";
import type { RemoteJson } from "../../../lib/model/remote_json.ts";

const NONE = { count: 0, first: [] };

function remoteOf(problems: string[]): RemoteJson {
  return {
    ...{ engine: "swarm", version: "1", workspace: "image", jobs: [], parallelism: 1 },
    tasks: { total: 1, assigned: 1, queued: 0, counted: 1, lost: 0 },
    ...{ lives: { total: 1, late: 0, again: 0 }, nodes: [], lost: [], moved: [], witnesses: [] },
    ...{ plan_digest: "", balanced_by: "count", durations_from: null },
    times: { plan_ms: 0, first_start_ms: null, run_ms: 0, busy_ms: 0, join_ms: 0 },
    completeness: {
      ...{ is_complete: problems.length === 0, problems, missing: NONE, doubled: NONE },
      ...{ unexpected: NONE, commands: [] },
    },
    imbalance: null,
  };
}

const GREEN: RunJudgement = { verdict: "passed", exitCode: 0, why: "all passed" };

Deno.test("judgeRemote() leaves what is whole, and what ran on this machine", () => {
  assertEquals(judgeRemote(GREEN, null), GREEN);
  assertEquals(judgeRemote(GREEN, remoteOf([])), GREEN);
  const cancelled: RunJudgement = { verdict: "cancelled", exitCode: 130, why: "interrupted" };
  assertEquals(judgeRemote(cancelled, remoteOf(["no answer of shard 1"])), cancelled);
});

Deno.test("judgeRemote() makes what is not whole incomplete, and hides nothing red", () => {
  assertEquals(judgeRemote(GREEN, remoteOf(["no answer of shard 1"])), {
    ...{ verdict: "incomplete", exitCode: 5, why: "no answer of shard 1" },
  });
  const unproven: RunJudgement = {
    verdict: "unproven",
    exitCode: 4,
    why: "no required suite was run",
  };
  const red: RunJudgement = { verdict: "failed", exitCode: 1, why: "unit failed" };
  for (const one of [unproven, red]) {
    const judged = judgeRemote(one, remoteOf(["no answer of shard 1"]));
    assertEquals([judged.verdict, judged.exitCode], [one.verdict, one.exitCode]);
    assertEquals(judged.why, `${one.why}; not complete: no answer of shard 1`);
  }
});
