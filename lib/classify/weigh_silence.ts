import { isUncollected } from "./is_uncollected.ts";
import { spellDuration } from "../model/duration.ts";
import type { SampleSummary } from "../model/container_sample.ts";
import type { Finding } from "../model/finding.ts";
import type { Execution } from "../model/run_record.ts";

/** Less than this share of a processor is no work. */
const IDLE = 0.05;
/** So long, as a share of its time, a suite may be silent and still be called slow. */
const QUIET_SHARE = 0.5;

/**
 * Whether what ran into its deadline hangs or is only slow: told by its output, its tests and its use of
 * the processors together. Null for what did not run into it.
 */
export function weighSilence(
  execution: Pick<Execution, "timedOut" | "outcome" | "stdout" | "stderr" | "report" | "failures">,
  { summary, timeoutMs, collects, stack = null }: {
    readonly summary: Pick<SampleSummary, "quietCpu" | "lastOutputMs">;
    readonly timeoutMs: number;
    /** True for a tool that collects its tests first and tells of each as it begins. */
    readonly collects: boolean;
    /** Where it stood when it was asked for its stacks; null where it could not say. */
    readonly stack?: Finding["evidence"][number] | null;
  },
): Finding | null {
  if (!execution.timedOut || execution.outcome === "lost") return null;
  const { stdout, stderr } = execution;
  const spokeMs = summary.lastOutputMs ??
    Math.max(stdout.lastOutputMs ?? 0, stderr.lastOutputMs ?? 0);
  const lastMs = Math.min(timeoutMs, spokeMs);
  const silentMs = timeoutMs - lastMs;
  const isSilent = silentMs > timeoutMs * QUIET_SHARE;
  const { quietCpu } = summary;
  const evidence: Finding["evidence"] = [
    ...stack === null ? [] : [stack],
    { source: "exit.json", quote: `"last_output_ms": ${Math.round(lastMs)}` },
    ...quietCpu === null ? [] : [{
      source: "container_stats.jsonl",
      quote: `${Math.round(quietCpu * 100)} % of a processor since the last output`,
    }],
  ];
  const { total } = execution.report.counts;
  if (collects && total === execution.failures.filter(isUncollected).length) {
    return inCollection(timeoutMs, evidence);
  }
  const isIdle = quietCpu !== null && quietCpu < IDLE;
  if (!isSilent) {
    return {
      class: "timeout",
      confidence: 0.85,
      message: `it was still printing when its ${spellDuration(timeoutMs)} were over`,
      evidence,
      remedy: `Give it more time: --timeout ${spellDuration(timeoutMs * 2)}`,
      disproof: "With twice the time it comes no further",
    };
  }
  const words = `no output for the last ${spellDuration(Math.round(silentMs / 100) * 100)}`;
  return {
    class: quietCpu !== null && !isIdle ? "timeout" : "hang",
    confidence: isIdle ? 0.9 : quietCpu === null ? 0.6 : 0.55,
    message: isIdle
      ? `it hangs: ${words}, and no processor was used`
      : quietCpu === null
      ? `it hangs, or is very slow: ${words}`
      : `it was busy and silent: ${words}, while it used a processor`,
    evidence,
    remedy: isIdle
      ? "Read the stacks at the end of stderr.log and the processes in container_top.jsonl"
      : `Give it more time: --timeout ${spellDuration(timeoutMs * 2)}`,
    disproof: isIdle
      ? "It waits for something outside that comes later: with more time it goes on"
      : "With twice the time it comes no further: then it loops",
  };
}

/** A tool that tells of each test as it begins, and has told of none, never got that far. */
function inCollection(timeoutMs: number, evidence: Finding["evidence"]): Finding {
  return {
    class: "discovery",
    confidence: 0.88,
    message: `no test had begun after ${spellDuration(timeoutMs)}: it was still collecting them`,
    evidence,
    remedy:
      "Look for code that runs while a file of tests is imported; the stacks in stderr.log name it",
    disproof: "With more time the first test begins",
  };
}
