import { ARTIFACTS, isStable, listArtifacts, TEXT_ARTIFACTS } from "../catalog/artifacts.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { formatInstructions } from "../report/format_instructions.ts";
import { formatJsonAnswer } from "../report/json_answer.ts";
import { summarizeEnd } from "../report/summarize_end.ts";
import { leaveEvidence } from "./leave_evidence.ts";
import type { GateRun } from "./run_gate.ts";
import type { Voice } from "./voice.ts";
import { writeGate } from "./write_gate.ts";

const STABLE_NAMES = [...ARTIFACTS, ...TEXT_ARTIFACTS].filter(isStable).map((row) => row.name);

/** Writes what a run leaves and says its end; gives its exit code. */
export async function finishGate(
  host: Host,
  gate: GateRun,
  { redactor, voice }: { readonly redactor: Redactor; readonly voice: Voice },
): Promise<number> {
  const { record, run } = gate;
  const written = writeGate(host, gate, {
    artifacts: ARTIFACTS,
    stableNames: STABLE_NAMES,
    redactor,
    formatInstructions: (told) => formatInstructions(told, { runFolder: run.path }),
    warn: voice.warn,
  });
  const [isPublished] = await Promise.all([written, gate.closed]);
  await leaveEvidence(host, gate, { isPublished, warn: voice.warn });
  const { cwd } = host.machine;
  const shown = run.path.startsWith(`${cwd}/`) ? run.path.slice(cwd.length + 1) : run.path;
  const isTerminal = voice.json ? host.terminal.stderrIsTerminal : host.terminal.stdoutIsTerminal;
  // A pipe has no width: nothing is cut for a reader who can scroll.
  const columns = isTerminal ? host.terminal.columns() : 10_000;
  const end = summarizeEnd(record, { color: voice.color, columns, runFolder: shown });
  voice.write(end);
  if (voice.json) {
    const answer = formatJsonAnswer(record, run.path, listArtifacts(record));
    host.terminal.out(redactor.text("terminal", answer));
  }
  return record.exitCode;
}
