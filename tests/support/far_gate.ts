import { parseFlags } from "../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../lib/config/qa_gate_flags.ts";
import type { Host } from "../../lib/host/host.ts";
import { openMachine } from "../../lib/host/machine.ts";
import { loadRunners } from "../../lib/catalog/runners.ts";
import type { RemoteEngine } from "../../lib/model/remote_engine.ts";
import { conductGate } from "../../lib/pipeline/conduct_gate.ts";
import { loadPlan, loadProject } from "../../lib/pipeline/load_plan.ts";
import { openVoice } from "../../lib/pipeline/voice.ts";
import type { GateEnd } from "./run_gate.ts";

/** How a gate on many machines is called. */
export interface FarCall {
  /** Stands for `--engine swarm`. */
  readonly engine: RemoteEngine;
  readonly runId: string;
  readonly host?: Host;
}

/** Runs the gate of a project with an engine of our own in this very process, as `qa_gate --engine swarm` does. */
export async function runFarGate(
  root: string,
  args: readonly string[],
  { engine, runId, host = openMachine() }: FarCall,
): Promise<GateEnd> {
  const startMs = performance.now();
  const said = { stdout: "", stderr: "" };
  const quiet: Host = {
    ...host,
    terminal: {
      ...host.terminal,
      ...{ stdoutIsTerminal: false, stderrIsTerminal: false },
      out: (text) => void (said.stdout += text),
      error: (text) => void (said.stderr += text),
    },
  };
  const words = ["--root", root, "--engine", "swarm", ...args];
  const flags = parseFlags(QA_GATE_FLAGS, words);
  if (!flags.ok) throw new Error(JSON.stringify(flags.error));
  const project = await loadProject(quiet, flags.value, loadRunners);
  if (!project.ok) throw new Error(JSON.stringify(project.error));
  const plan = await loadPlan(quiet, flags.value, project.value);
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  const exit = await conductGate(quiet, plan.value, openVoice(quiet, flags.value), {
    ...{ runId, runners: project.value.runners, invocation: ["qa_gate.ts", ...words] },
    announces: false,
    openEngine: () => Promise.resolve(engine),
  });
  const folder = `${root}/outputs/qa/logs/${runId}`;
  return { exit, ...said, runId, folder, root, durationMs: performance.now() - startMs };
}
