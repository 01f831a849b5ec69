import { isAbsolute, join, normalize } from "@std/path";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { OUTPUTS } from "../plan/pick_scalars.ts";
import { findRoot, loadConfig, type LoadedProject } from "./load_plan.ts";

/** Where a project keeps its results. */
export interface FoundOutputs {
  /** Absolute, real path. */
  readonly root: string;
  /** Absolute path. */
  readonly outputs: string;
}

/** Where a project keeps its results, for a script that reads them and runs no suite. */
export async function findOutputs(
  host: Host,
  flags: ParsedFlags,
): Promise<Result<FoundOutputs, Problem>> {
  const root = await findRoot(host, flags);
  if (!root.ok) return root;
  const asked = readSetting(flags, host.environment(), "config")?.text ?? null;
  const read = await loadConfig(host, root.value, asked);
  if (!read.ok) return read;
  const project = { root: root.value, config: read.value.config };
  return ok({ root: root.value, outputs: outputsOf(host, flags, project) });
}

/** Absolute folder of a project's results: as a flag, a variable or the configuration says. */
export function outputsOf(
  host: Host,
  flags: ParsedFlags,
  { root, config }: Pick<LoadedProject, "root" | "config">,
): string {
  const asked = readSetting(flags, host.environment(), "outputs")?.text;
  const path = asked ?? config?.config.outputs ?? OUTPUTS;
  return isAbsolute(path) ? normalize(path) : join(root, path);
}
