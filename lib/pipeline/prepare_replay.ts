import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { ReplayRequest } from "../model/replay.ts";
import type { ReplayPlan } from "../model/replay_plan.ts";
import { err, ok, type Result } from "../model/result.ts";
import { planReplay } from "../plan/plan_replay.ts";
import type { ReplaySource } from "../plan/replay_source.ts";
import { allowRecorded, namesOf } from "./allow_recorded.ts";
import { outputsOf } from "./find_outputs.ts";
import { gatherSources, loadRecords } from "./gather_sources.ts";
import { type LoadedProject, loadPlan } from "./load_plan.ts";
import { lookAround } from "./look_around.ts";

/** What a replay is prepared from. */
export interface ReplayCall {
  readonly flags: ParsedFlags;
  readonly project: LoadedProject;
  /** Records as they were given, at least one. */
  readonly given: readonly string[];
  /** Says something that must be read before anything runs. */
  readonly say: (message: string) => void;
}

/** A replay that can begin, and the records that it comes from, oldest first. */
export interface PreparedReplay {
  readonly records: readonly RecordedRun[];
  readonly planned: ReplayPlan;
}

/**
 * Loads the records, plans all suites that are here as they would run now, and chooses from them what
 * failed there. A record that cannot be used, or nothing to plan from, is a `usage` problem.
 */
export async function prepareReplay(
  host: Host,
  { flags, project, given, say }: ReplayCall,
): Promise<Result<PreparedReplay, Problem>> {
  const places = { cwd: host.machine.cwd, outputs: outputsOf(host, flags, project) };
  const loaded = await loadRecords(host, given, places);
  if (!loaded.ok) return loaded;
  const records = loaded.value;
  const mayRunRecorded = flags.values.has("allow-recorded-commands");
  const whole = mayRunRecorded
    ? allowRecorded(project, records, { root: project.root, say })
    : project;
  if (namesOf(whole).length === 0) return err(explainNoSuites(project, mayRunRecorded));
  const everySuite = !flags.values.has("profile");
  const plan = await loadPlan(host, flags, whole, { everySuite });
  if (!plan.ok) return plan;
  const request = requestOf(flags);
  const [sources, around] = await Promise.all([
    gather(host, records, request),
    lookAround(host, plan.value, records),
  ]);
  const tables = { runners: whole.runners, ...around };
  const planned = planReplay(sources, plan.value, request, tables);
  return planned.ok ? ok({ records, planned: allDecide(planned.value) }) : planned;
}

/** What the records tell; of a merged one, where a shard is meant, what that has run. */
async function gather(
  host: Host,
  records: readonly RecordedRun[],
  { tests, shardIndex }: ReplayRequest,
): Promise<readonly ReplaySource[]> {
  const sources = await gatherSources(host, records, tests);
  if (shardIndex === null) return sources;
  const { pickMergedShard } = await import("./pick_merged_shard.ts");
  return await pickMergedShard(host, sources, shardIndex);
}

/** What was run again is what somebody wants to know about: it decides, required or not. */
function allDecide(planned: ReplayPlan): ReplayPlan {
  if (planned.kind === "nothing") return planned;
  const asked = new Set(planned.plan.replay?.suites.map(({ suite }) => suite));
  const suites = planned.plan.suites.map((suite) =>
    asked.has(suite.name) ? { ...suite, required: true } : suite
  );
  return { ...planned, plan: { ...planned.plan, suites } };
}

/** What of the records is asked for, as the flags say. */
function requestOf({ values, rows }: ParsedFlags): ReplayRequest {
  const listOf = (name: string): readonly string[] => {
    const value = values.get(name);
    return Array.isArray(value) ? value : [];
  };
  const shard = values.get("shard-index");
  // In the gate it says which part of its own plan is meant.
  const isOfRecord = !rows.some(({ name }) => name === "shard-total");
  return {
    suites: listOf("suite"),
    tests: listOf("test"),
    gatesOnly: values.get("gates") === true,
    debug: values.get("debug") === true,
    serial: values.get("serial") === true,
    repeat: Number(values.get("repeat") ?? 1),
    shardIndex: typeof shard === "string" && isOfRecord ? Number(shard) : null,
  };
}

function explainNoSuites({ root }: LoadedProject, mayRunRecorded: boolean): Problem {
  const hint = mayRunRecorded
    ? "Declare the suites in qa.jsonc, or give --root with the project that the record is of"
    : "Give --root with the project that the record is of, declare the suites in qa.jsonc, or see " +
      "what the record would run, and run it, with --allow-recorded-commands";
  const message = `No suite is known in ${root}: no configuration, and no tests of a tool we know`;
  return { kind: "usage", message, hint };
}
