import type { ContainerSettings, Plan, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { PlanJson } from "../model/plan_json.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { ResultsJson } from "../model/results_json.ts";
import type { RunJson } from "../model/run_json.ts";

type ContainerJson = NonNullable<PlanJson["container"]>;
type SuiteJson = PlanJson["suites"][number];

/**
 * The plan of a recorded run, for reports only: values of variables are in no record, so each stands
 * as passed on from the caller, and rights of containers are the default. From `plan.json`, or, for a
 * record older than that, as far as `run.json` and `results.json` tell it.
 */
export function restorePlan(
  record: RecordedRun,
  run: RunJson,
  results: ResultsJson,
): Plan {
  const { plan } = record.files;
  const shard = record.shard === null ? {} : { shard: record.shard };
  const restored = plan === null ? fromRun(run, results) : fromPlan(plan);
  return { ...restored, ...shard };
}

function fromPlan(plan: PlanJson): Plan {
  return {
    project: plan.project,
    root: plan.root,
    outputs: plan.outputs,
    profile: plan.profile,
    mode: plan.mode,
    jobs: plan.jobs,
    maxRerunFailures: plan.max_rerun_failures,
    failOnFlaky: plan.fail_on_flaky,
    failFast: plan.fail_fast,
    deadlineMs: plan.deadline_ms,
    quarantine: plan.quarantine,
    container: restoreContainer(plan.container),
    failsafePolicy: plan.failsafe_policy,
    requireContainer: plan.require_container,
    suites: plan.suites.map(restoreSuite),
    leftOut: plan.left_out,
    notes: plan.notes,
    sources: plan.sources,
    configPath: plan.config_path,
    configDigest: plan.config_digest,
  };
}

function restoreSuite(suite: SuiteJson): PlannedSuite {
  const { container, full, failsafe, ...rest } = suite;
  return {
    ...rest,
    container: restoreContainer(container),
    full: restoreCommand(full),
    failsafe: failsafe === null ? null : restoreCommand(failsafe),
  };
}

function restoreCommand(command: SuiteJson["full"]): SuiteCommand {
  const { argv, cwd, timeout_ms: timeoutMs, report, variables } = command;
  return { argv, cwd, timeoutMs, report: restoreReport(report), env: passedOn(variables) };
}

function restoreReport(report: SuiteJson["full"]["report"]): SuiteCommand["report"] {
  if (report.from !== "file" || report.progress !== undefined) {
    return report as SuiteCommand["report"];
  }
  return { from: "file", path: report.path, format: report.format };
}

function passedOn(names: readonly string[]): Record<string, null> {
  return Object.fromEntries(names.map((name) => [name, null]));
}

function restoreContainer(json: ContainerJson | null): ContainerSettings | null {
  if (json === null) return null;
  const { build } = json;
  return {
    image: json.image,
    build: build && {
      ...build,
      args: Object.fromEntries(build.args.map((name) => [name, ""])),
    },
    timeoutMs: json.timeout_ms,
    graceMs: json.grace_ms,
    memoryBytes: json.memory_bytes,
    cpus: json.cpus,
    shmSizeBytes: json.shm_size_bytes,
    pidsLimit: json.pids_limit,
    ...DEFAULT_RIGHTS,
    ulimits: json.ulimits,
    network: json.network,
    user: json.user,
    workdir: json.workdir,
    mounts: json.mounts.map(({ source, target, read_only }) => ({
      source,
      target,
      readOnly: read_only,
    })),
    env: passedOn(json.variables),
    pull: json.pull,
    dockerBin: json.docker_bin,
  };
}

const DEFAULT_RIGHTS = { capAdd: [], newPrivileges: false, allowEngineSocket: false } as const;

/** What a record without `plan.json` tells of its plan; what it does not tell is the default. */
function fromRun(run: RunJson, results: ResultsJson): Plan {
  const container = containerOf(run);
  return {
    project: run.project,
    root: run.root,
    outputs: `${run.root}/outputs/qa`,
    profile: run.profile,
    mode: run.mode_requested,
    jobs: 1,
    maxRerunFailures: 20,
    failOnFlaky: run.exit_code === 7,
    failFast: false,
    deadlineMs: null,
    quarantine: results.quarantine.map(({ expired: _e, matched: _m, excused: _x, ...entry }) =>
      entry
    ),
    container,
    failsafePolicy: run.exit_code === 6 ? "strict" : "accept",
    requireContainer: false,
    suites: results.suites.map((suite) => suiteOf(suite, run, container)),
    leftOut: [],
    notes: run.notes,
    sources: run.config.settings,
    configPath: run.config.path,
    configDigest: run.config.digest,
  };
}

function suiteOf(
  { name, kind, runner, required }: ResultsJson["suites"][number],
  run: RunJson,
  container: ContainerSettings | null,
): PlannedSuite {
  const commandIn = (place: "container" | "failsafe"): SuiteCommand | null => {
    const told = run.commands.find((one) => one.suite === name && one.place === place);
    if (told === undefined) return null;
    const report = { from: "nowhere" } as const;
    const timeoutMs = run.limits?.timeout_ms ?? 1;
    return { argv: told.argv, cwd: told.cwd, timeoutMs, report, env: {} };
  };
  const failsafe = commandIn("failsafe");
  const nothing = {
    argv: [],
    cwd: ".",
    timeoutMs: 1,
    report: { from: "nowhere" },
    env: {},
  } as const;
  const full = commandIn("container") ?? failsafe ?? nothing;
  return { name, kind, runner, required, needs: [], retries: 0, container, full, failsafe };
}

function containerOf({ limits, image }: RunJson): ContainerSettings | null {
  if (limits === null) return null;
  return {
    image: image?.reference ?? null,
    build: null,
    timeoutMs: limits.timeout_ms,
    graceMs: limits.grace_ms,
    memoryBytes: limits.memory_bytes,
    cpus: limits.cpus,
    shmSizeBytes: limits.shm_size_bytes,
    pidsLimit: limits.pids_limit,
    ...DEFAULT_RIGHTS,
    ulimits: limits.ulimits,
    network: limits.network,
    user: limits.user,
    workdir: limits.workdir,
    mounts: [],
    env: {},
    pull: "missing",
    dockerBin: "docker",
  };
}
