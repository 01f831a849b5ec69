import { formatDuration } from "./format_duration.ts";
import type { TriageChange, TriagedTest } from "../model/triage.ts";

/** One sentence: why a change is what it is called. */
export function explainChange({ kind, before, after }: TriageChange): string {
  switch (kind) {
    case "new-failure":
      return explainNew(before, after);
    case "changed-failure":
      return before?.fingerprint !== null && after?.fingerprint !== null
        ? `it failed before too, with another fingerprint: ${quote(before)}`
        : `it ended as ${before?.outcome} before, and now as ${after?.outcome}`;
    case "known-failure":
      return before?.fingerprint !== null && after?.fingerprint !== null
        ? "it failed before, with the same fingerprint"
        : "it ended the same way before; one run has no fingerprint, so no more can be said";
    case "vanished":
      return `it ended as ${before?.outcome} in the baseline, and its suite does not tell it any more`;
    case "no-longer-run":
      return `it ended as ${before?.outcome} in the baseline, and is skipped now`;
    case "new-flaky":
      return before === null
        ? "it is new, and passed only when it was tried again"
        : `it ended as ${before.outcome} in the baseline, and passed now only when it was tried again`;
    case "quarantined":
      return "it fails, and quarantine excuses it";
    case "slower":
      return explainSlower(before, after);
    case "new-test":
      return `it is new, and ended as ${after?.outcome}`;
    case "no-longer-flaky":
      return "it passed at once; a single pass proves little";
    case "fixed":
      return `it ended as ${before?.outcome} in the baseline, and passes now`;
  }
}

function explainNew(before: TriagedTest | null, after: TriagedTest | null): string {
  if (before === null) return "the baseline does not tell it, so its failure counts as new";
  if (before.isQuarantined && after?.isQuarantined === false) {
    return "it failed in the baseline too, where quarantine excused it, and does so no more";
  }
  return `it ended as ${before.outcome} in the baseline`;
}

function explainSlower(before: TriagedTest | null, after: TriagedTest | null): string {
  const [was, is] = [before?.durationMs ?? 0, after?.durationMs ?? 0];
  return `${formatDuration(was)} before, ${
    formatDuration(is)
  } now, more than the run as a whole; ` +
    "one sample each: a hint";
}

function quote(before: TriagedTest | null): string {
  return before === null || before.message === "" ? "no words" : before.message;
}
