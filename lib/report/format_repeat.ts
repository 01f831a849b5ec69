import type { RepeatedTest, SuiteRepeat } from "../model/repeat.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import { cleanLine } from "./clean_terminal.ts";
import { fitColumns } from "./fit_columns.ts";
import { formatNumber } from "./format_counts.ts";
import { formatDuration } from "./format_duration.ts";

/** How the table is shown. */
export interface RepeatStyle {
  readonly columns: number;
  /** Lines for the tests of all suites together; at least 1. */
  readonly rows: number;
}

const HEAD = ["fails", "in runs", "shortest", "median", "longest", "test"] as const;
/** Ids are not cut to the terminal: they are there to be copied. */
const MAX_ID_COLUMNS = 200;

/**
 * Which tests failed always, sometimes, never over the runs of each repeated suite, as a table: what
 * fails sometimes comes first; what never failed is shown only as far as there is room.
 */
export function formatRepeat(
  suites: readonly Pick<SuiteRecord, "name" | "repeat">[],
  { columns, rows }: RepeatStyle,
): readonly string[] {
  const told = suites.flatMap(({ name, repeat }) => repeat === undefined ? [] : [{ name, repeat }]);
  if (told.length === 0) return [];
  const tests = told.flatMap(({ repeat }) => repeat.tests);
  const shown = tests.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]).slice(0, rows);
  const total = told.reduce((sum, { repeat }) => sum + countTests(repeat), 0);
  const cells = [HEAD, ...shown.map(cellsOf)];
  const widths = HEAD.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) =>
    `  ${row.map((cell, at) => at === 5 ? cell : cell.padEnd(widths[at] ?? 0)).join("  ")}`
  );
  const more = total - shown.length;
  return [
    ...told.map(({ name, repeat }) => fitColumns(sayHead(name, repeat), columns)),
    ...(shown.length === 0 ? [] : lines),
    ...(more > 0 ? [`  … and ${formatNumber(more, "more test")} in repeat.json`] : []),
  ];
}

const ORDER: Readonly<Record<RepeatedTest["verdict"], number>> = {
  sometimes: 0,
  always: 1,
  never: 2,
};

function sayHead(name: string, { made, asked, stopped, verdicts }: SuiteRepeat): string {
  const runs = made === asked ? formatNumber(made, "run") : `${made} of ${asked} runs`;
  const { always, sometimes, never } = verdicts;
  const counts = `${always} always, ${sometimes} sometimes, ${never} never`;
  const why = stopped === null ? "" : ` (${cleanLine(stopped)})`;
  return `repeat: ${cleanLine(name)} in ${runs}${why}, tests that failed: ${counts}`;
}

function cellsOf({ id, verdict, runs, failures, durationMs }: RepeatedTest): readonly string[] {
  const times = durationMs === null
    ? ["-", "-", "-"]
    : [durationMs.min, durationMs.median, durationMs.max].map(spell);
  return [
    verdict,
    `${failures} of ${runs}`,
    ...times,
    fitColumns(cleanLine(id), MAX_ID_COLUMNS),
  ];
}

/** Tests are often shorter than the tenths of a second that sentences tell. */
function spell(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)}ms` : formatDuration(ms);
}

function countTests({ verdicts: { always, sometimes, never } }: SuiteRepeat): number {
  return always + sometimes + never;
}
