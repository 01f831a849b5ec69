import { assertEquals } from "@std/assert";
import { judgeRepeat, type RepeatedRun } from "../../../lib/classify/judge_repeat.ts";
import type { SuiteOutcome } from "../../../lib/model/outcome.ts";
import type { RepeatedTest, SuiteRepeat } from "../../../lib/model/repeat.ts";

function judge(outcomes: readonly SuiteOutcome[], repeat: Partial<SuiteRepeat> = {}) {
  const runs = outcomes.map((outcome): RepeatedRun => ({ outcome, why: `it ${outcome}` }));
  const [first = { outcome: "passed", why: "" }, ...rest] = runs;
  const made = outcomes.length;
  return judgeRepeat([first, ...rest], {
    ...{ asked: made, made, stopped: null, outcomes: {}, tests: [] },
    verdicts: { always: 0, sometimes: 0, never: 1 },
    ...repeat,
  });
}

Deno.test("judgeRepeat() passes only when every run passed", () => {
  assertEquals(judge(["passed", "passed", "passed"]), {
    outcome: "passed",
    why: "not reproduced in 3 runs",
  });
});

Deno.test("judgeRepeat() is as bad as the worst run, wherever it stands", () => {
  const others = ["failed", "timed-out", "crashed", "unproven", "lost", "cancelled"] as const;
  for (const other of others) {
    for (const order of [[other, "passed", "passed"], ["passed", "passed", other]] as const) {
      assertEquals(judge(order).outcome, other);
    }
  }
  assertEquals(judge(["unproven", "failed", "passed"]).outcome, "failed");
});

Deno.test("judgeRepeat() names a single flake with its numbers", () => {
  const tests: readonly RepeatedTest[] = [{
    id: "unit::a",
    verdict: "sometimes",
    runs: 5,
    failures: 2,
    durationMs: null,
    message: "m",
  }];
  const verdicts = { always: 0, sometimes: 1, never: 0 };
  assertEquals(judge(["passed", "failed", "passed", "failed", "passed"], { tests, verdicts }), {
    outcome: "failed",
    why: "1 test failed in 2 of 5 runs (a flake)",
  });
});

Deno.test("judgeRepeat() tells what failed always beside what failed sometimes", () => {
  const verdicts = { always: 2, sometimes: 1, never: 0 };
  assertEquals(
    judge(["failed", "failed", "failed"], { verdicts }).why,
    "2 tests failed in all of 3 runs; 1 test failed sometimes (a flake)",
  );
});

Deno.test("judgeRepeat() says how many runs ended otherwise, and why the first of them did", () => {
  assertEquals(judge(["passed", "crashed", "crashed"]).why, "2 of 3 runs crashed: it crashed");
  assertEquals(judge(["timed-out", "passed"]).why, "1 of 2 runs timed out: it timed-out");
});

Deno.test("judgeRepeat() says why it stopped early", () => {
  const stopped = "the deadline of the run passed";
  assertEquals(judge(["passed", "passed"], { asked: 5, stopped }), {
    outcome: "passed",
    why: "not reproduced in 2 runs; 2 of 5 runs were made: the deadline of the run passed",
  });
});

Deno.test("judgeRepeat() does not hide failures that do not count", () => {
  const verdicts = { always: 0, sometimes: 1, never: 0 };
  assertEquals(
    judge(["passed", "passed"], { verdicts }).why,
    "not reproduced in 2 runs; 1 test failed and did not count (a flake, or in quarantine)",
  );
});
