import type { RootCauseClass } from "../model/signature.ts";
import type { AttemptResult } from "../model/remedy.ts";

/** Causes that lie in where and how a suite runs; all others are its tests' own. */
const SURROUNDINGS: ReadonlySet<RootCauseClass> = new Set([
  "oom",
  "timeout",
  "hang",
  "mount",
  "workdir",
  "discovery",
  "import",
  "missing-dependency",
  "permission",
  "daemon",
  "image",
  "disk-full",
  "process-limit",
  "shared-memory",
  "crash",
]);
/** Less sure than this, a finding does not speak against tests that ran. */
const SURE = 0.5;

/** True when at least a minimal test ran: started, project visible, a test completed, an exit code recorded. */
export function hasSucceeded({ reached }: AttemptResult): boolean {
  return reached.started && reached.projectVisible && reached.testCompleted &&
    reached.exitRecorded;
}

/** True when the whole suite ran to its own end and nothing around it went wrong. */
export function isWhole(attempt: AttemptResult): boolean {
  return attempt.settings.targets === null && isClean(attempt);
}

/** The same for whatever it was to run, the whole or a part. */
export function isClean(attempt: AttemptResult): boolean {
  if (!hasSucceeded(attempt)) return false;
  if (attempt.outcome === "passed") return !attempt.findings.some(isSurroundings);
  return attempt.outcome === "failed" && !attempt.findings.slice(0, 1).some(isSurroundings);
}

function isSurroundings({ class: of, confidence }: AttemptResult["findings"][number]): boolean {
  return SURROUNDINGS.has(of) && confidence >= SURE;
}
