import {
  ARTIFACTS,
  isStable,
  listArtifacts,
  loadArtifacts,
  STABLE_FOLDERS,
} from "../catalog/artifacts.ts";
import { findCiHost } from "../catalog/ci_hosts.ts";
import { TEXT_ARTIFACTS } from "../catalog/text_artifacts.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { formatInstructions } from "../report/format_instructions.ts";
import { displayHeight } from "../report/fit_columns.ts";
import { formatJsonAnswer } from "../report/json_answer.ts";
import { headOfSummary } from "../report/index_head.ts";
import { makeSummaryJson } from "../report/make_summary_json.ts";
import { summarizeEnd } from "../report/summarize_end.ts";
import type { AnnounceOptions } from "./announce_run.ts";
import { leaveEvidence } from "./leave_evidence.ts";
import { leaveIndex } from "./leave_index.ts";
import { preparePage } from "./leave_page.ts";
import type { FurtherLook } from "./look_further.ts";
import { rememberRun } from "./remember_run.ts";
import { type CiPlace, reportTexts } from "./report_texts.ts";
import type { GateRun } from "./run_gate.ts";
import type { Voice } from "./voice.ts";
import { writeGate } from "./write_gate.ts";

const STABLE_NAMES = [...ARTIFACTS, ...TEXT_ARTIFACTS].filter(isStable).map((row) => row.name);

/** What is done once the files of a run are written and before they are listed; yields words for its end, or "". */
export type AfterWrite = (
  gate: GateRun,
  means: { readonly redactor: Redactor; readonly voice: Voice },
) => Promise<string>;

/** How the end of a run is written and said. */
export interface FinishOptions {
  readonly redactor: Redactor;
  readonly voice: Voice;
  readonly afterWrite?: AfterWrite;
  /** False where a CI system that is there is told nothing but the log. */
  readonly announces?: boolean;
  /** What a run that is not plainly green is looked at with. */
  readonly further?: Omit<FurtherLook, "redactor" | "voice">;
}

/** Writes what a run leaves and says its end; gives its exit code. */
export async function finishGate(
  host: Host,
  ended: GateRun,
  { redactor, voice, afterWrite, further = {}, announces = true }: FinishOptions,
): Promise<number> {
  const gate = await explain(host, ended, { redactor, voice, ...further });
  const { record, run } = gate;
  const { rows: artifacts, families } = await loadArtifacts(record);
  const ci = announces ? ciPlaceOf(host) : null;
  const written = writeGate(host, gate, {
    artifacts,
    families,
    stableFolders: STABLE_FOLDERS,
    stableNames: STABLE_NAMES,
    redactor,
    formatInstructions: (told) => formatInstructions(told, { runFolder: run.path }),
    makeTexts: (told) => reportTexts(told, { ci, redactor }),
    warn: voice.warn,
  });
  // While the first files are on their way to the disk, and before the one that counts what was replaced.
  const leavePage = preparePage(host, gate, { redactor, warn: voice.warn });
  const [isPublished] = await Promise.all([written, gate.closed]);
  const more = await afterWrite?.(gate, { redactor, voice }) ?? "";
  const { cwd } = host.machine;
  const shown = run.path.startsWith(`${cwd}/`) ? run.path.slice(cwd.length + 1) : run.path;
  const isTerminal = voice.json ? host.terminal.stderrIsTerminal : host.terminal.stdoutIsTerminal;
  // A pipe has no width: nothing is cut for a reader who can scroll.
  const columns = isTerminal ? host.terminal.columns() : 10_000;
  const end = summarizeEnd(record, {
    color: voice.color,
    columns,
    runFolder: shown,
    runPath: run.path,
    // The prompt that follows takes one row too.
    ...(isTerminal && { rows: host.terminal.rows() - 1 - countRows(more, columns) }),
  });
  voice.write(end + more + await announce(host, gate, { ci, redactor, warn: voice.warn }));
  if (voice.json) {
    const answer = formatJsonAnswer(record, run.path, listArtifacts(record));
    host.terminal.out(redactor.text("terminal", answer));
  }
  // Last: nobody who waits for the answer waits for its page, for the lists of files, or the memory of it.
  await leavePage();
  await leaveIndexOf(host, gate, { redactor, voice });
  await leaveEvidence(host, gate, { isPublished, warn: voice.warn });
  await rememberRun(host, gate, voice.warn);
  return record.exitCode;
}

/** The CI system around us, and where it has the checkout. */
function ciPlaceOf(host: Host): CiPlace | null {
  const environment = host.environment();
  const row = findCiHost(environment);
  if (row === null) return null;
  const workspace = environment[row.workspace] ?? "";
  return { row, ...workspace !== "" && { workspace } };
}

/** Tells the CI system; most runs are in none, and load nothing for it. */
async function announce(
  host: Host,
  gate: GateRun,
  { ci, ...options }: Omit<AnnounceOptions, "ci"> & { readonly ci: CiPlace | null },
): Promise<string> {
  if (ci === null) return "";
  const { announceRun } = await import("./announce_run.ts");
  return await announceRun(host, gate, { ci, ...options });
}

/** Says which file answers which question, once all of them are there but the list of evidence. */
async function leaveIndexOf(
  host: Host,
  { record, run }: GateRun,
  { redactor, voice }: { readonly redactor: Redactor; readonly voice: Voice },
): Promise<void> {
  const head = headOfSummary(makeSummaryJson(record));
  const place = { folder: run.path, beforeEvidence: true };
  await leaveIndex(host, head, { ...place, redactor, warn: voice.warn });
}

/** Rows of what is said after the end itself: a replay's or a diagnosis's own words. */
function countRows(more: string, columns: number): number {
  const lines = more === "" ? [] : more.replace(/\n$/, "").split("\n");
  return lines.reduce((sum, line) => sum + displayHeight(line, columns), 0);
}

/** What else is known of what did not plainly pass; most runs have nothing of that, and load nothing. */
async function explain(host: Host, gate: GateRun, look: FurtherLook): Promise<GateRun> {
  const { suites, counts } = gate.record;
  const isGreen = suites.every(({ outcome }) => outcome === "passed");
  if (isGreen && counts.flaky === 0 && counts.quarantined === 0) return gate;
  const { lookFurther } = await import("./look_further.ts");
  return await lookFurther(host, gate, look);
}
