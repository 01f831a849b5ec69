import type { RunRecord } from "../model/run_record.ts";
import { displayWidth } from "./fit_columns.ts";
import { formatCounts, formatNumber, hasNoTests } from "./format_counts.ts";
import { formatDuration } from "./format_duration.ts";
import { outcomeColour } from "./outcome_colour.ts";
import { paint } from "./paint.ts";

/** Below this width the line is shortened. */
const NARROW_COLUMNS = 60;

/** What stands behind the verdict; the lightest is the first to go where there is no room. */
interface VerdictPart {
  readonly weight: number;
  readonly words: string;
}

/**
 * The first line of an end: the verdict, how many suites passed, tests, duration, exit code. Below 60
 * columns the least of these are left away until it fits.
 */
export function formatVerdict(
  record: RunRecord,
  { color, columns }: { readonly color: boolean; readonly columns: number },
): string {
  const passed = record.suites.filter((one) => one.outcome === "passed").length;
  const parts: readonly VerdictPart[] = [
    { weight: 3, words: `${passed} of ${formatNumber(record.suites.length, "suite")} passed` },
    { weight: 2, words: hasNoTests(record.counts) ? "" : `tests: ${formatCounts(record.counts)}` },
    { weight: 1, words: `${formatDuration(record.durationMs)} ${describePlaces(record.mode)}` },
    { weight: 4, words: record.exitCode === 0 ? "" : `exit ${record.exitCode}` },
  ];
  const word = record.verdict.toUpperCase();
  const line = fitVerdict(word, parts.filter(({ words }) => words !== ""), columns);
  return paint(word, outcomeColour(record.verdict), color) + line.slice(word.length);
}

/** On a wide terminal a wrapped line reads well, on a narrow one parts are dropped until it fits. */
function fitVerdict(word: string, parts: readonly VerdictPart[], columns: number): string {
  if (parts.length === 0) return word;
  const line = `${word}  ${parts.map(({ words }) => words).join("; ")}`;
  if (columns >= NARROW_COLUMNS || displayWidth(line) <= columns) return line;
  const lightest = Math.min(...parts.map(({ weight }) => weight));
  return fitVerdict(word, parts.filter(({ weight }) => weight !== lightest), columns);
}

function describePlaces(mode: RunRecord["mode"]): string {
  if (mode === "none") return "and nothing ran";
  return mode === "mixed" ? "in container and failsafe" : `in ${mode}`;
}
