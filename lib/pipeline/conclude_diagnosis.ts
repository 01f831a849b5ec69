import { hasSucceeded, isClean, isWhole } from "../classify/judge_reached.ts";
import { explainLoss } from "../classify/explain_loss.ts";
import type { DiagnosticAttempt, DiagnosticRun } from "../model/diagnostic_attempt.ts";
import type { Ladder } from "./diagnostic_session.ts";

const INFRA = 3;
const UNPROVEN = 4;

/** Causes that lie in the environment: what they keep from running is no failure of any test. */
const ENVIRONMENT: ReadonlySet<string> = new Set([
  "daemon",
  "image",
  "auth",
  "rate-limit",
  "connection",
]);

/** What all attempts come to: the one to keep, a word for the whole, an exit code. */
export function concludeDiagnosis(
  { attempts, end, fallback }: Ladder,
  interruptedBy: "SIGINT" | "SIGTERM" | null,
): Pick<DiagnosticRun, "attempts" | "kept" | "end" | "outcome" | "exitCode" | "noEngine"> {
  const kept = attempts.findLast(({ result }) => isWhole(result)) ??
    attempts.findLast(({ result }) => isClean(result)) ??
    attempts.findLast(({ result }) => hasSucceeded(result)) ?? null;
  const noEngine = fallback === null ? null : explainLoss(fallback, "docker_version.txt");
  const common = { attempts, end, kept, noEngine: kept === null ? noEngine : null };
  if (interruptedBy !== null) {
    return { ...common, outcome: "cancelled", exitCode: interruptedBy === "SIGINT" ? 130 : 143 };
  }
  if (kept !== null) return { ...common, outcome: outcomeOf(kept), exitCode: 0 };
  if (attempts.every(({ execution }) => execution === null)) {
    return { ...common, outcome: "no-engine", exitCode: INFRA };
  }
  const cause = attempts.at(-1)?.result.findings[0]?.class ?? "";
  return {
    ...common,
    outcome: "not-mended",
    exitCode: ENVIRONMENT.has(cause) ? INFRA : UNPROVEN,
  };
}

function outcomeOf({ result }: DiagnosticAttempt): DiagnosticRun["outcome"] {
  if (!isWhole(result)) return "partly";
  return result.outcome === "passed" ? "healthy" : "tests-fail";
}
