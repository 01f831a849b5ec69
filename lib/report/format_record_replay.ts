import type { RunRecord } from "../model/run_record.ts";
import { quoteShell } from "./quote_shell.ts";

/** What of a record is replayed; all that failed where nothing is said. */
export interface RecordReplay {
  readonly suite?: string;
  /** Id of one test, or those of several. */
  readonly test?: string | readonly string[];
}

/** The script that is given records as words; the gate is given them by a flag. */
const REPLAY = /(?:^|\/)replay\.[cm]?[jt]s$/;
/** A configuration that a run finds in its root. */
const FOUND = "qa.jsonc";

/** Absolute path of the summary of a run, from which it is replayed. */
export function recordPath({ folder, plan, runId }: RunRecord): string {
  return `${folder ?? `${plan.outputs}/logs/${runId}`}/summary.json`;
}

/**
 * Our own command that replays what failed in a run, one suite or some tests of it, as one line for sh
 * from any folder. It is the script that made the record: another one may not be there.
 */
export function formatRecordReplay(record: RunRecord, what: RecordReplay = {}): string {
  const { root } = record.plan;
  return `${quoteShell(["cd", root])} && ${quoteShell(wordsOf(record, what, recordPath(record)))}`;
}

/**
 * The same from the project's own folder, with paths from there: it also works in another checkout, on
 * another machine, where the files of the run were put at the same place.
 */
export function formatRelativeReplay(record: RunRecord, what: RecordReplay = {}): string {
  return quoteShell(wordsOf(record, what, fromRoot(record, recordPath(record))));
}

/** A path from the project's root where it lies below it; else as it is. */
export function fromRoot({ plan: { root } }: RunRecord, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function wordsOf(record: RunRecord, what: RecordReplay, path: string): readonly string[] {
  return [
    ...replayCall(record, path),
    ...(what.suite === undefined ? [] : ["--suite", what.suite]),
    ...[what.test ?? []].flat().flatMap((id) => ["--test", id]),
    ...configOf(record),
  ];
}

/** Our own call that replays a record, as words, from the root. */
export function replayCall({ invocation, plan }: RunRecord, path: string): readonly string[] {
  const [script = ""] = invocation;
  const shown = script.startsWith(`${plan.root}/`) ? script.slice(plan.root.length + 1) : script;
  return ["deno", "run", "-A", shown, ...(REPLAY.test(script) ? [] : ["--rerun-from"]), path];
}

function configOf({ plan: { configPath } }: RunRecord): readonly string[] {
  return configPath === null || configPath === FOUND ? [] : ["--config", configPath];
}
