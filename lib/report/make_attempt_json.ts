import type { DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import type { AttemptJson } from "../model/diagnostic_json.ts";
import type { AttemptResult } from "../model/remedy.ts";
import { tellSettings } from "../model/tell_settings.ts";

/** One attempt as `attempts.jsonl` stores it. */
export function makeAttemptJson(attempt: DiagnosticAttempt): AttemptJson {
  const { execution, result, origin, samples } = attempt;
  const { findings, culprits } = result;
  return {
    schema: "qa.attempt.v1",
    number: attempt.number,
    ...origin,
    settings: { ...tellSettings(result.settings) },
    argv: [...execution?.argv ?? attempt.suite.full.argv],
    started_at: attempt.startedAt,
    duration_ms: attempt.durationMs,
    classified_ms: attempt.classifiedMs,
    outcome: result.outcome,
    why: whyOf(attempt),
    exit_code: execution?.exitCode ?? null,
    signal: execution?.signal ?? null,
    timed_out: execution?.timedOut ?? false,
    oom: attempt.oom.verdict,
    counts: execution?.report.counts ?? null,
    reached: reachedJson(result),
    is_success: isSuccess(result),
    memory_peak_bytes: result.memoryPeakBytes,
    samples: samples?.samples ?? 0,
    findings: [...findings],
    culprits: [...culprits],
    folder: attempt.folder,
  };
}

/** One sentence: why it ended as it did. */
export function whyOf({ execution, result }: DiagnosticAttempt): string {
  return execution?.why ?? result.findings[0]?.message ?? "no container could be made";
}

/** What the seed calls success, as it is stored. */
export function reachedJson({ reached }: Pick<AttemptResult, "reached">): AttemptJson["reached"] {
  return {
    started: reached.started,
    project_visible: reached.projectVisible,
    test_completed: reached.testCompleted,
    exit_recorded: reached.exitRecorded,
  };
}

/** True when every part of it was reached. */
export function isSuccess({ reached }: Pick<AttemptResult, "reached">): boolean {
  return Object.values(reached).every((part) => part);
}
