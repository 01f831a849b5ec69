import type { DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import type { Finding } from "../model/finding.ts";

/** An attempt for which no container could be made at all: it has a cause, and no files. */
export function unstartedAttempt(
  { number, origin, suite, settings }: Pick<DiagnosticAttempt, "number" | "origin" | "suite"> & {
    readonly settings: DiagnosticAttempt["result"]["settings"];
  },
  finding: Finding,
  startedAt: string,
): DiagnosticAttempt {
  const never = { started: false, projectVisible: false, testCompleted: false };
  return {
    ...{ number, origin, suite, startedAt, execution: null, samples: null },
    oom: { verdict: "none", signals: [] },
    ...{ durationMs: 0, classifiedMs: 0, folder: `attempts/${number}` },
    result: {
      ...{ settings, outcome: "not-run", findings: [finding], memoryPeakBytes: null },
      reached: { ...never, exitRecorded: false },
      ...{ isMemoryOwn: true, progress: 0, culprits: [] },
    },
  };
}
