import {
  ARTIFACTS,
  isStable,
  listArtifacts,
  loadArtifacts,
  STABLE_FOLDERS,
} from "../catalog/artifacts.ts";
import { TEXT_ARTIFACTS } from "../catalog/text_artifacts.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { formatInstructions } from "../report/format_instructions.ts";
import { formatJsonAnswer } from "../report/json_answer.ts";
import { summarizeEnd } from "../report/summarize_end.ts";
import { leaveEvidence } from "./leave_evidence.ts";
import type { FurtherLook } from "./look_further.ts";
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
  /** What a run that is not plainly green is looked at with. */
  readonly further?: Omit<FurtherLook, "redactor" | "voice">;
}

/** Writes what a run leaves and says its end; gives its exit code. */
export async function finishGate(
  host: Host,
  ended: GateRun,
  { redactor, voice, afterWrite, further = {} }: FinishOptions,
): Promise<number> {
  const gate = await explain(host, ended, { redactor, voice, ...further });
  const { record, run } = gate;
  const { rows: artifacts, families } = await loadArtifacts(record);
  const written = writeGate(host, gate, {
    artifacts,
    families,
    stableFolders: STABLE_FOLDERS,
    stableNames: STABLE_NAMES,
    redactor,
    formatInstructions: (told) => formatInstructions(told, { runFolder: run.path }),
    warn: voice.warn,
  });
  const [isPublished] = await Promise.all([written, gate.closed]);
  const more = await afterWrite?.(gate, { redactor, voice }) ?? "";
  await leaveEvidence(host, gate, { isPublished, warn: voice.warn });
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
  });
  voice.write(end + more);
  if (voice.json) {
    const answer = formatJsonAnswer(record, run.path, listArtifacts(record));
    host.terminal.out(redactor.text("terminal", answer));
  }
  // Last: nobody who waits for the answer waits for the memory of it.
  const { rememberRun } = await import("./remember_run.ts");
  await rememberRun(host, gate, voice.warn);
  return record.exitCode;
}

/** What else is known of what did not plainly pass; most runs have nothing of that, and load nothing. */
async function explain(host: Host, gate: GateRun, look: FurtherLook): Promise<GateRun> {
  const { suites, counts } = gate.record;
  const isGreen = suites.every(({ outcome }) => outcome === "passed");
  if (isGreen && counts.flaky === 0 && counts.quarantined === 0) return gate;
  const { lookFurther } = await import("./look_further.ts");
  return await lookFurther(host, gate, look);
}
