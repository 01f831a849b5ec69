import type { ContainerSettings, Plan, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { PlanJson } from "../model/plan_json.ts";

type SuiteJson = PlanJson["suites"][number];
type ContainerJson = NonNullable<PlanJson["container"]>;

/** `qa.plan.v1`, the answer to `--json --dry-run`. Values of variables and build arguments may be secret: names only. */
export function makePlanJson(plan: Plan): PlanJson {
  return {
    schema: "qa.plan.v1",
    project: plan.project,
    root: plan.root,
    outputs: plan.outputs,
    profile: plan.profile,
    mode: plan.mode,
    jobs: plan.jobs,
    max_rerun_failures: plan.maxRerunFailures,
    fail_on_flaky: plan.failOnFlaky,
    fail_fast: plan.failFast,
    deadline_ms: plan.deadlineMs,
    quarantine: plan.quarantine.map((entry) => ({ ...entry })),
    failsafe_policy: plan.failsafePolicy,
    require_container: plan.requireContainer,
    config_path: plan.configPath,
    config_digest: plan.configDigest,
    container: makeContainer(plan.container),
    suites: plan.suites.map(makeSuite),
    left_out: plan.leftOut.map(({ suite, why }) => ({ suite, why })),
    notes: [...plan.notes],
    sources: plan.sources.map(({ name, value, from, where }) => ({ name, value, from, where })),
  };
}

function makeSuite(suite: PlannedSuite): SuiteJson {
  const { name, kind, runner, required, needs, retries, container, full, failsafe } = suite;
  return {
    name,
    kind,
    runner,
    required,
    needs: [...needs],
    retries,
    container: makeContainer(container),
    full: makeCommand(full),
    failsafe: failsafe === null ? null : makeCommand(failsafe),
  };
}

function makeCommand({ argv, cwd, timeoutMs, report, env }: SuiteCommand): SuiteJson["full"] {
  const variables = Object.keys(env).sort();
  return { argv: [...argv], cwd, timeout_ms: timeoutMs, report: { ...report }, variables };
}

function makeContainer(settings: ContainerSettings | null): ContainerJson | null {
  if (settings === null) return null;
  return {
    image: settings.image,
    build: makeBuild(settings.build),
    timeout_ms: settings.timeoutMs,
    grace_ms: settings.graceMs,
    memory_bytes: settings.memoryBytes,
    cpus: settings.cpus,
    shm_size_bytes: settings.shmSizeBytes,
    pids_limit: settings.pidsLimit,
    ulimits: { ...settings.ulimits },
    network: settings.network,
    user: settings.user,
    workdir: settings.workdir,
    mounts: settings.mounts.map(({ source, target, readOnly }) => ({
      source,
      target,
      read_only: readOnly,
    })),
    variables: Object.keys(settings.env).sort(),
    pull: settings.pull,
    docker_bin: settings.dockerBin,
  };
}

function makeBuild(build: ContainerSettings["build"]): ContainerJson["build"] {
  if (build === null) return null;
  const { context, dockerfile, target, args } = build;
  return { context, dockerfile, target, args: Object.keys(args).sort() };
}
