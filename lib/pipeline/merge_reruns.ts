import { dirname, extname, join } from "@std/path";
import { loadArtifacts } from "../catalog/artifacts.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { RunRecord } from "../model/run_record.ts";
import { formatInstructions } from "../report/format_instructions.ts";
import { headOfSummary } from "../report/index_head.ts";
import { makeSummaryJson } from "../report/make_summary_json.ts";
import { MERGED } from "../write/find_record.ts";
import { loadRecord } from "../write/load_record.ts";
import { leaveEvidence } from "./leave_evidence.ts";
import { leaveIndex } from "./leave_index.ts";
import { preparePage } from "./leave_page.ts";
import { mergeRecords } from "./merge_records.ts";
import { reportTexts } from "./report_texts.ts";
import { writeGate } from "./write_gate.ts";

/** What a replay is joined with. */
export interface MergeRerunsOptions {
  /** The records that the replay was planned from, oldest first. */
  readonly records: readonly RecordedRun[];
  /** Absolute folder of the replay's run, its own artifacts written (after `writeGate`). */
  readonly replayFolder: string;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
}

/**
 * Joins a replay to the records it came from and writes the one record of both, with all the usual
 * artifacts, to `merged/` inside the replay's run folder: each test once, its last answer counts.
 * To be called after `writeGate` and before `leaveEvidence`, whose index then lists `merged/` too.
 * Yields the merged record; a problem changes nothing about the replay itself.
 */
export async function mergeReruns(
  host: Host,
  { records, replayFolder, redactor, warn }: MergeRerunsOptions,
): Promise<Result<RunRecord, Problem>> {
  const outputs = replayFolder.replace(/\/logs\/[^/]+$/, "");
  const own = await loadRecord(host, replayFolder, { cwd: replayFolder, outputs, own: true });
  if (!own.ok) return own;
  const lone = records.find(({ folder }) => folder === null);
  if (lone !== undefined) return err(explainLone(lone));
  const { runId } = own.value;
  const path = `${replayFolder}/${MERGED}`;
  const made = await host.files.makeDir(path);
  if (!made.ok) return made;
  // The replay's own files are ours, just written: they say where the project and the scripts are.
  const run = own.value.files.run;
  const script = run?.invocation[0] ?? "";
  const gate = [join(dirname(script), `qa_gate${extname(script)}`)];
  const root = run?.root ?? replayFolder;
  const merged = await mergeRecords(host, [...records, own.value], {
    ...{ kind: "rerun", runId, folder: path, outputs, gate, root, warn },
  });
  if (!merged.ok) {
    await host.files.remove(path);
    return merged;
  }
  const record = merged.value;
  const place = { runId, path, spool: path, outputs };
  const { rows: artifacts, families } = await loadArtifacts(record);
  const leavePage = preparePage(host, { record, run: place }, { redactor, warn });
  await writeGate(host, { record, run: place }, {
    artifacts,
    families,
    // Nothing is published: the stable names are the replay's own.
    stableNames: [],
    stableFolders: [],
    redactor,
    formatInstructions: (told) => formatInstructions(told, { runFolder: path }),
    makeTexts: (told) => reportTexts(told, { ci: null, redactor }),
    warn,
  });
  await leavePage();
  const head = headOfSummary(makeSummaryJson(record));
  await leaveIndex(host, head, { folder: path, beforeEvidence: true, redactor, warn });
  await leaveEvidence(host, { record, run: place }, { isPublished: false, warn });
  return ok(record);
}

function explainLone({ given }: RecordedRun): Problem {
  return {
    kind: "usage",
    message: `${given} stands alone: what passed there is not known, and nothing is joined`,
    hint: "Give the folder of that run with all of its files",
  };
}
