import { loadRunners } from "../catalog/runners.ts";
import { findMisspeltVariables } from "../config/find_misspelt_variables.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { chooseModel } from "./choose_model.ts";
import { conductGate } from "./conduct_gate.ts";
import { isAnnounced } from "./is_announced.ts";
import { loadPlan, loadProject } from "./load_plan.ts";
import { signatureTable } from "./signature_table.ts";
import type { TriageRequest } from "./triage_run.ts";
import { openVoice, refuse } from "./voice.ts";

/**
 * The gate from its flags to its exit code: load, plan, run, write, answer. What is only needed at
 * the end, or only sometimes, is imported then.
 */
export async function gateCommand(
  host: Host,
  flags: ParsedFlags,
  invocation: readonly string[],
): Promise<number> {
  const voice = openVoice(host, flags);
  findMisspeltVariables(flags.rows, host.environment()).forEach(voice.warn);
  const project = await loadProject(host, flags, loadRunners);
  if (!project.ok) return refuse(host, project.error, voice);
  if (flags.values.has("init")) {
    const { initProject } = await import("./init_project.ts");
    return await initProject(host, project.value, voice);
  }
  const given = flags.values.get("rerun-from");
  if (typeof given === "object") {
    const { startReplay } = await import("./start_replay.ts");
    return await startReplay(host, { flags, project: project.value, given, voice, invocation });
  }
  const model = await chooseModel(host, flags);
  if (!model.ok) return refuse(host, model.error, voice);
  const plan = await loadPlan(host, flags, project.value);
  if (!plan.ok) return refuse(host, plan.error, voice);
  if (flags.values.has("preflight")) {
    const { doctorCommand } = await import("./doctor_command.ts");
    return await doctorCommand(host, { plan: plan.value, project: project.value, voice });
  }
  const compared = await compareWith(host, flags, plan.value);
  if (!compared.ok) return refuse(host, compared.error, voice);
  if (flags.values.has("dry-run")) {
    const { showPlan } = await import("./show_plan.ts");
    return showPlan(host, plan.value, voice);
  }
  if (flags.values.has("print-manifest")) {
    const { printManifest } = await import("./print_manifest.ts");
    return printManifest(host, plan.value);
  }
  const runId = readSetting(flags, host.environment(), "run-id")?.text ?? null;
  const { runners } = project.value;
  const triage = compared.value;
  const signatures = signatureTable(project.value);
  const announces = isAnnounced(host, flags, voice.warn);
  const means = { runId, runners, signatures, model: model.value, announces };
  if (triage === null) return await conductGate(host, plan.value, voice, { ...means, invocation });
  const { nameBaseline } = await import("./load_baseline.ts");
  const call = { ...means, invocation: nameBaseline(invocation, triage), triage };
  return await conductGate(host, plan.value, voice, call);
}

/** The run that this one is compared with; nothing is loaded where none is asked for. */
async function compareWith(
  host: Host,
  flags: ParsedFlags,
  plan: Plan,
): Promise<Result<TriageRequest | null, Problem>> {
  const names = ["diff-from", "only-regressions"];
  if (names.every((name) => readSetting(flags, host.environment(), name) === null)) return ok(null);
  const { loadBaseline } = await import("./load_baseline.ts");
  return await loadBaseline(host, flags, plan);
}
