import { loadRunners } from "../catalog/runners.ts";
import { findMisspeltVariables } from "../config/find_misspelt_variables.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { loadProject } from "./load_plan.ts";
import { startReplay } from "./start_replay.ts";
import { openVoice, refuse } from "./voice.ts";

/** The record that is meant where none is given. */
const LATEST = "latest";

/** `replay` from its flags to its exit code: the project, the records, and what failed in them. */
export async function replayCommand(
  host: Host,
  flags: ParsedFlags,
  invocation: readonly string[],
): Promise<number> {
  const voice = openVoice(host, flags);
  findMisspeltVariables(flags.rows, host.environment()).forEach(voice.warn);
  if (flags.values.has("explain")) {
    const { explainCommand } = await import("./explain_command.ts");
    const [script = ""] = invocation;
    return await explainCommand(host, flags, { loud: voice, script });
  }
  const project = await loadProject(host, flags, loadRunners);
  if (!project.ok) return refuse(host, project.error, voice);
  const given = flags.words.length === 0 ? [LATEST] : flags.words;
  return await startReplay(host, { flags, project: project.value, given, voice, invocation });
}
