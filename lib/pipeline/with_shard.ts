import { resolve } from "@std/path";
import { readShard } from "../config/read_shard.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { ShardRequest } from "../model/shard.ts";

/**
 * The plan with the shard that flags and variables ask for, if any; a `usage` problem where they make no
 * sense. What exactly the shard runs is known once its tests are listed: nothing is, before a run.
 */
export async function withShard(
  host: Host,
  flags: ParsedFlags,
  plan: Plan,
): Promise<Result<Plan, Problem>> {
  const asked = readShard(flags, host.environment());
  if (!asked.ok) return asked;
  if (asked.value === null) return ok(plan);
  const { request, sources } = asked.value;
  const { kind, index, total } = request;
  if (kind === "unit" && !plan.suites.some((suite) => suite.kind === "unit")) {
    const message = "--shard-kind unit: no suite of this plan is a unit suite";
    return err({ kind: "usage", message, hint: "Deal out all suites with --shard-kind suite" });
  }
  const note = `This is shard ${index} of ${total} (kind ${kind}): what of the suites it runs is ` +
    "decided once their tests are listed";
  const durations = await findDurations(host, plan, request.durations);
  if (!durations.ok) return durations;
  return ok({
    ...plan,
    shardRequest: { ...request, ...durations.value },
    notes: [...plan.notes, note],
    sources: [...plan.sources, ...sources],
  });
}

/** Where the durations are that a user names (a run by its id, its folder, or its lines of tests); a `usage` problem where there are none. */
export async function findDurations(
  host: Host,
  { outputs, history }: Plan,
  given: string | undefined,
): Promise<Result<Pick<ShardRequest, "durations">, Problem>> {
  if (given === undefined) return ok({});
  if (given === "history" && history === "off") {
    const message = "--shard-durations history: no history is kept";
    return err({ kind: "usage", message, hint: "Leave --history off (or QA_HISTORY) away" });
  }
  if (given === "none" || given === "history") return ok({ durations: given });
  for (const path of [`${outputs}/logs/${given}`, resolve(host.machine.cwd, given)]) {
    if (await host.files.stat(path) !== null) return ok({ durations: path });
  }
  return err({
    kind: "usage",
    message: `--shard-durations ${given}: there is no run of that id and no such folder`,
    hint: "Give the id or the folder of a run, or history, or none",
  });
}
