import { assertEquals } from "@std/assert";
import { judgeReplayRun, type ReplayFacts } from "../../../lib/classify/judge_replay_run.ts";
import type { RunJudgement } from "../../../lib/classify/judge_run.ts";
import type { Outstanding } from "../../../lib/model/replay.ts";
import type { SuiteRepeat } from "../../../lib/model/repeat.ts";
import { type Verdict, VERDICTS } from "../../../lib/model/verdict.ts";

const PASSED: RunJudgement = { verdict: "passed", exitCode: 0, why: "1 suite ran and passed" };
const left = (test: string | null): Outstanding => ({
  ...{ suite: "unit", test, state: "failed", why: "failed" },
});
const REPEAT: SuiteRepeat = {
  ...{ asked: 5, made: 5, stopped: null, outcomes: { passed: 5 }, tests: [] },
  verdicts: { always: 0, sometimes: 0, never: 1 },
};

function judge(judged: RunJudgement, facts: Partial<ReplayFacts>): RunJudgement {
  return judgeReplayRun(judged, { replay: null, suites: [], ...facts });
}

Deno.test("judgeReplayRun() changes nothing of a run that is no replay", () => {
  assertEquals(judge(PASSED, {}), PASSED);
  assertEquals(judge(PASSED, { replay: { outstanding: [] } }), PASSED);
});

Deno.test("judgeReplayRun() makes every green answer incomplete while something is outstanding", () => {
  const green: readonly Verdict[] = ["passed", "flaky", "degraded"];
  for (const verdict of VERDICTS) {
    const before = { verdict, exitCode: 77, why: "why" };
    const after = judge(before, { replay: { outstanding: [left("unit::a"), left(null)] } });
    if (green.includes(verdict)) {
      assertEquals([after.verdict, after.exitCode], ["incomplete", 5]);
      assertEquals(
        after.why,
        "what ran passed, but 2 failures of the record are outstanding: unit::a (failed), " +
          "suite unit (failed)",
      );
    } else {
      assertEquals(after, {
        ...before,
        why: "why; 2 failures of the record are outstanding besides",
      });
    }
  }
});

Deno.test("judgeReplayRun() names the first three that are outstanding, and counts the rest", () => {
  const outstanding = ["a", "b", "c", "d", "e"].map(left);
  const { why } = judge(PASSED, { replay: { outstanding } });
  assertEquals(
    why,
    "what ran passed, but 5 failures of the record are outstanding: a (failed), b (failed), " +
      "c (failed) and 2 more",
  );
});

Deno.test("judgeReplayRun() says that nothing was reproduced, in the least number of runs", () => {
  const suites = [{ name: "unit", repeat: REPEAT }, {
    name: "e2e",
    repeat: { ...REPEAT, asked: 3, made: 3 },
  }];
  assertEquals(judge(PASSED, { suites }), {
    ...PASSED,
    why: "1 suite ran and passed; not reproduced in 3 runs",
  });
});

Deno.test("judgeReplayRun() is incomplete when fewer runs were made than asked", () => {
  const stopped = "the deadline of the run passed";
  const suites = [{ name: "unit", repeat: { ...REPEAT, made: 2, stopped } }];
  assertEquals(judge(PASSED, { suites }), {
    verdict: "incomplete",
    exitCode: 5,
    why: "what ran passed; not reproduced in 2 runs, but only 2 of 5 runs of unit were made " +
      "(the deadline of the run passed)",
  });
});

Deno.test("judgeReplayRun() never makes red better because of a repeat", () => {
  const failed: RunJudgement = { verdict: "failed", exitCode: 1, why: "unit failed" };
  assertEquals(judge(failed, { suites: [{ name: "unit", repeat: REPEAT }] }), failed);
});
