import type { RemoteJson } from "../model/remote_json.ts";
import type { RunJudgement } from "./judge_run.ts";

/** What is red, unproven or lost stays so; all else is only as good as it is whole. */
const STAYS: ReadonlySet<string> = new Set(["failed", "unproven", "infra"]);

/** The verdict of a run on several machines: what is not proved to be whole is `incomplete`. */
export function judgeRemote(judged: RunJudgement, remote: RemoteJson | null): RunJudgement {
  const isPlain = remote === null || remote.completeness.is_complete;
  // Nobody expects the whole of a run that was interrupted.
  if (isPlain || judged.verdict === "cancelled") return judged;
  const { problems } = remote.completeness;
  if (STAYS.has(judged.verdict)) {
    return { ...judged, why: `${judged.why}; not complete: ${problems[0]}` };
  }
  return { verdict: "incomplete", exitCode: 5, why: problems.slice(0, 3).join("; ") };
}
