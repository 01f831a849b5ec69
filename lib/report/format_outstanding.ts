import type { ReplayOrigin } from "../model/replay.ts";
import type { RunRecord } from "../model/run_record.ts";
import { cleanLine } from "./clean_terminal.ts";
import { fitColumns } from "./fit_columns.ts";
import { replayCall } from "./format_record_replay.ts";
import { quoteShell } from "./quote_shell.ts";

const MOST = 5;
/** Ids are not cut to the terminal: they are there to be copied. */
const MAX_COLUMNS = 300;

/**
 * What failed in the records and has no answer yet, one line each, and the exact number of the rest
 * with the words that say where it is told.
 */
export function formatOutstanding(
  { outstanding }: Pick<ReplayOrigin, "outstanding">,
  where = " in summary.json",
): readonly string[] {
  const shown = outstanding.slice(0, MOST).map(({ suite, test, why }) =>
    fitColumns(
      cleanLine(`outstanding: ${test ?? `suite ${suite}`}: ${why}`),
      MAX_COLUMNS,
    )
  );
  const more = outstanding.length - shown.length;
  return more === 0 ? shown : [...shown, `  … and ${more} more outstanding${where}`];
}

/**
 * The command that replays what a replay has left, from any folder: its own run folder is the record,
 * joined there with the original; null where nothing is outstanding or nothing of it can be run.
 */
export function formatNext(record: RunRecord, runFolder: string): string | null {
  const { outstanding } = record.replay ?? { outstanding: [] };
  if (outstanding.every(({ state }) => state === "removed")) return null;
  const words = replayCall(record, runFolder);
  return `${quoteShell(["cd", record.plan.root])} && ${quoteShell(words)}`;
}
