import type { RunRecord } from "../model/run_record.ts";
import type { JsonAnswer } from "../model/summary_json.ts";
import { formatJsonLine } from "./format_json_line.ts";
import { type ArtifactName, makeSummaryJson } from "./make_summary_json.ts";

/** The one line of `--json`: `summary.json` and the absolute folder of the run, ended by a newline. */
export function formatJsonAnswer(
  record: RunRecord,
  runFolder: string,
  artifacts: readonly ArtifactName[] = [],
): string {
  const answer: JsonAnswer = { ...makeSummaryJson(record, artifacts), run_folder: runFolder };
  return formatJsonLine(answer);
}
