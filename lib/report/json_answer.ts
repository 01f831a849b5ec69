import type { RunRecord } from "../model/run_record.ts";
import type { JsonAnswer } from "../model/summary_json.ts";
import { type ArtifactName, makeSummaryJson } from "./make_summary_json.ts";

/** What JSON leaves as it is and a terminal would obey, or show in another order. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The one line of `--json`: `summary.json` and the absolute folder of the run, ended by a newline. */
export function formatJsonAnswer(
  record: RunRecord,
  runFolder: string,
  artifacts: readonly ArtifactName[] = [],
): string {
  const answer: JsonAnswer = { ...makeSummaryJson(record, artifacts), run_folder: runFolder };
  return `${JSON.stringify(answer).replace(UNSAFE, escapeCharacter)}\n`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
