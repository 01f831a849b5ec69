import type { CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { DAEMON_ERRORS } from "./engine_errors.ts";
import { maskReference, unmaskReference } from "./mask_reference.ts";
import { PULL_ERRORS, type PullErrorRow } from "./pull_errors.ts";
import { readEngineError } from "./read_engine_error.ts";
import { readEngineLines } from "./read_engine_lines.ts";

/** What a failed pull means, and whether another try may fare better. */
export interface PullError {
  readonly problem: Problem;
  /** How long to wait before the next try; null when it would be told the same. */
  readonly retryAfterMs: number | null;
}

/** Long enough for a registry that restarts or counts requests by the second. */
const BACKOFF_MS = 2_000;

/**
 * What a failed pull of that reference means; the problem names image and answer in one line. The
 * words of the reference explain nothing: an image may be called `denied` or `429`.
 */
export function readPullError(reference: string, output: CommandOutput): PullError {
  const masked = { ...output, stderr: maskReference(reference, output.stderr) };
  const found = findRow(readEngineLines(masked.stderr));
  if (output.spawnFailure !== null || output.timedOut || found === null) {
    const problem = readEngineError("pull", masked);
    return { problem: naming(reference, problem), retryAfterMs: null };
  }
  const { row, line } = found;
  const reason = row.meaning;
  const problem = { kind: "engine", reason, detail: line, hint: row.hint } as const;
  return {
    problem: naming(reference, problem),
    retryAfterMs: row.mayPass ? readRetryAfter(line) : null,
  };
}

/** Null also where the engine itself was not reached: that is not the registry's answer. */
function findRow(
  lines: readonly string[],
): { readonly row: PullErrorRow; readonly line: string } | null {
  // A connection that broke off may be either one; a second try meets a dead engine again.
  const isDaemon = (line: string): boolean =>
    DAEMON_ERRORS.some((row) => row.id !== "cut" && row.pattern.test(line));
  if (lines.some(isDaemon)) return null;
  for (const row of PULL_ERRORS) {
    const line = lines.find((line) => row.pattern.test(line));
    if (line !== undefined) return { row, line };
  }
  return null;
}

/** Some registries say how long, as Go writes durations: `retry-after: 827.224µs`, `1m30s`. */
function readRetryAfter(line: string): number {
  const said = /retry[- ]after:? ?(?<words>(?:[\d.]+(?:h|ms|m|µs|us|ns|s))+|\d+)/i.exec(line);
  const words = said?.groups?.["words"] ?? "";
  if (/^\d+$/.test(words)) return Math.max(BACKOFF_MS, Number(words) * 1000);
  const parts = words.matchAll(/(?<count>[\d.]+)(?<unit>h|ms|m|µs|us|ns|s)/g);
  const ms = [...parts].reduce((sum, { groups }) => {
    return sum + Number(groups?.["count"]) * (UNIT_MS[groups?.["unit"] ?? ""] ?? 0);
  }, 0);
  return Math.max(BACKOFF_MS, Number.isFinite(ms) ? Math.ceil(ms) : 0);
}

const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** The reference back in its place, and in front where the answer does not name it. */
function naming(reference: string, problem: Problem): Problem {
  if (problem.kind !== "engine" && problem.kind !== "engine-refused") return problem;
  const detail = unmaskReference(reference, problem.detail);
  const isOfImage = problem.kind === "engine-refused" || problem.reason.startsWith("image-");
  if (!isOfImage || detail.includes(reference)) return { ...problem, detail };
  return { ...problem, detail: `${JSON.stringify(reference)}: ${detail}` };
}
