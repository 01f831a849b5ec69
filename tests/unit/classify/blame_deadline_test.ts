import { assertEquals, assertStringIncludes } from "@std/assert";
import { blameDeadline } from "../../../lib/classify/blame_deadline.ts";
import type { Judgement } from "../../../lib/model/execution_facts.ts";

const LATE: Judgement = {
  outcome: "timed-out",
  why: "still running after 3 s, so it was ended",
  findings: [{
    class: "timeout",
    confidence: 0.7,
    message: "slow",
    evidence: [],
    remedy: "--timeout",
  }],
  fallback: null,
};

Deno.test("blameDeadline() names the run's deadline and what mends it", () => {
  const { why, findings } = blameDeadline(LATE, "30m");
  assertStringIncludes(why, "the deadline of the run (30m) passed");
  assertStringIncludes(findings[0]?.remedy ?? "", "--deadline");
});

Deno.test("blameDeadline() leaves every other end as it is", () => {
  const crashed: Judgement = { ...LATE, outcome: "crashed" };
  assertEquals(blameDeadline(crashed, "30m"), crashed);
});
