import { type AskedEngine, readEngine } from "../config/read_engine.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { ReadConfig } from "../model/read_config.ts";
import { err, ok, type Result } from "../model/result.ts";
import { checkRemote, ignoredSettings } from "../plan/check_remote.ts";
import { findDurations } from "./with_shard.ts";

/** What the engine of a plan is read from beside its flags. */
export interface EngineProject {
  readonly config: ReadConfig | null;
  readonly configPath: string | null;
}

/** The plan on the machines that flags, variables and configuration ask for. */
export async function withEngine(
  host: Host,
  flags: ParsedFlags,
  plan: Plan,
  { config, configPath }: EngineProject,
): Promise<Result<Plan, Problem>> {
  const asked = readEngine({
    flags,
    environment: host.environment(),
    config: config?.config.engine,
    whereOf: (key) => `${configPath ?? "qa.jsonc"}:${config?.lineOf(["engine", key]) ?? 1}`,
    dockerBin: plan.container?.dockerBin ?? "docker",
  });
  if (!asked.ok) return asked;
  const { engine, remote, sources } = asked.value;
  const told = { ...plan, sources: [...plan.sources, ...sources] };
  if (engine === "local") return withoutContainer(told, asked.value);
  if (remote === null) return ok(told);
  const durations = await findDurations(host, plan, remote.durations);
  if (!durations.ok) return durations;
  const far: Plan = { ...told, remote: { ...remote, ...durations.value } };
  const problem = flags.values.has("rerun-from")
    ? checkRemote({ ...far, repeat: 2 })
    : checkRemote(far);
  if (problem !== null) return err(problem);
  const note =
    `All shards run on ${engine}: what each of them is, is decided once the tests are listed`;
  return ok({ ...far, notes: [...far.notes, note, ...ignoredSettings(far)] });
}

/** The engine that has no container is the failsafe, asked for. */
function withoutContainer(plan: Plan, { sources }: AskedEngine): Result<Plan, Problem> {
  if (plan.mode === "container" || plan.requireContainer) {
    return err({
      kind: "usage",
      message: "--engine local contradicts --mode container: it has no container",
      hint: "Leave one of the two away",
    });
  }
  const where = sources.find(({ name }) => name === "engine")?.where ?? "--engine local";
  const others = plan.sources.filter(({ name }) => name !== "mode");
  const mode = { name: "mode", value: "failsafe", from: "flag", where } as const;
  return ok({ ...plan, mode: "failsafe", sources: [...others, mode] });
}
