import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { RunRecord } from "../model/run_record.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { formatCounts, formatNumber } from "../report/format_counts.ts";
import { MERGED } from "../write/find_record.ts";
import { mergeReruns } from "./merge_reruns.ts";

/** What is joined, and with whose eyes it is written. */
export interface JoinOptions {
  readonly records: readonly RecordedRun[];
  /** Absolute folder of the replay's run, whose own files are written. */
  readonly folder: string;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
}

/**
 * Joins a replay to its originals, in `merged/`, and says in one line what both come to; a warning
 * where that cannot be done, but not for a file that stands alone and cannot tell what passed.
 */
export async function joinReplay(
  host: Host,
  { records, folder, redactor, warn }: JoinOptions,
): Promise<string> {
  const lone = records.find((record) => record.folder === null);
  if (lone !== undefined) {
    const why = "it stands alone and does not tell what passed";
    return `joined: not with ${cleanLine(lone.path)}, for ${why}\n`;
  }
  const joined = await mergeReruns(host, { records, replayFolder: folder, redactor, warn });
  if (joined.ok) return sayJoined(joined.value, `${folder}/${MERGED}`);
  warn(`the replay was not joined with its original: ${explainProblem(joined.error).message}`);
  return "";
}

function sayJoined({ verdict, suites, counts }: RunRecord, path: string): string {
  const passed = suites.filter(({ outcome }) => outcome === "passed").length;
  const tests = formatCounts(counts);
  const all = [
    `${passed} of ${formatNumber(suites.length, "suite")} passed`,
    tests && `tests: ${tests}`,
  ];
  const words = all.filter((part) => part !== "").join("; ");
  return `joined: original and replay together are ${verdict}, ${words}\n  ${cleanLine(path)}\n`;
}
