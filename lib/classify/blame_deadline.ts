import type { Judgement } from "../model/execution_facts.ts";
import type { Finding } from "../model/finding.ts";

/** The judgement of a suite that was ended by the deadline of the whole run instead of by its own. */
export function blameDeadline(judgement: Judgement, deadline: string): Judgement {
  if (judgement.outcome !== "timed-out") return judgement;
  const why = `still running when the deadline of the run (${deadline}) passed, so it was ended`;
  const finding: Finding = {
    class: "timeout",
    confidence: 0.9,
    message: `the deadline of the run (${deadline}) passed while it ran`,
    evidence: [{ source: "exit.json", quote: '"timed_out": true' }],
    remedy: "Give the run a longer --deadline, more --jobs, or fewer suites",
  };
  // That it was silent until then says nothing: its own time was not up.
  const others = judgement.findings.filter((one) =>
    one.class !== "hang" && one.class !== "timeout"
  );
  return { ...judgement, why, findings: [finding, ...others] };
}
