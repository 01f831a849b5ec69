import type { LimitsJson, RunJson } from "../model/run_json.ts";
import type { ContainerSettings, Plan } from "../model/plan.ts";
import type { RunRecord } from "../model/run_record.ts";
import { makeAnswer, makeFallback } from "./make_parts.ts";
import { makeReplayJson } from "./make_replay_json.ts";

/** `run.json` of a run: what ran, when, where and why there, from which code, with which versions. */
export function makeRunJson(record: RunRecord): RunJson {
  const { plan } = record;
  return {
    schema: "qa.run.v1",
    run_id: record.runId,
    project: plan.project,
    root: plan.root,
    started_at: record.startedAt,
    ended_at: record.endedAt,
    duration_ms: record.durationMs,
    profile: plan.profile,
    mode: record.mode,
    mode_requested: plan.mode,
    why_this_mode: record.modeWhy,
    fallback: makeFallback(record.fallback),
    invocation: [...record.invocation],
    commands: makeCommands(record),
    versions: makeVersions(record),
    image: makeImage(record),
    limits: record.engine === null || plan.container === null ? null : makeLimits(plan.container),
    git: record.git,
    config: makeConfig(plan),
    environment: makeHints(record),
    notes: [...plan.notes],
    warnings: [...record.warnings],
    ...(record.replay && { replay: makeReplayJson(record.replay) }),
    ...(record.remote && { remote: record.remote }),
    ...makeAnswer(record),
  };
}

function makeCommands(record: RunRecord): RunJson["commands"] {
  return record.suites.flatMap((suite) =>
    suite.executions.map(({ place, attempt, argv }) => ({
      suite: suite.name,
      runner: suite.runner,
      place,
      attempt,
      argv: [...argv],
      cwd: cwdOf(record.plan, suite.name, place),
    }))
  );
}

function cwdOf(plan: Plan, name: string, place: "container" | "failsafe"): string {
  const suite = plan.suites.find((one) => one.name === name);
  return (place === "failsafe" ? suite?.failsafe : suite?.full)?.cwd ?? ".";
}

function makeVersions({ version, host, engine }: RunRecord): RunJson["versions"] {
  return {
    qa_gate: version,
    deno: host.denoVersion,
    engine_client: engine?.clientVersion ?? null,
    engine_server: engine?.serverVersion ?? null,
    engine_api: engine?.apiVersion ?? null,
  };
}

function makeImage({ engine }: RunRecord): RunJson["image"] {
  if (engine === null) return null;
  return { reference: engine.image, id: engine.imageId, digests: [...engine.imageDigests] };
}

function makeLimits(container: ContainerSettings): LimitsJson {
  return {
    timeout_ms: container.timeoutMs,
    grace_ms: container.graceMs,
    memory_bytes: container.memoryBytes,
    cpus: container.cpus,
    shm_size_bytes: container.shmSizeBytes,
    pids_limit: container.pidsLimit,
    ulimits: { ...container.ulimits },
    network: container.network,
    user: container.user,
    workdir: container.workdir,
  };
}

function makeConfig(plan: Plan): RunJson["config"] {
  const settings = plan.sources.map(({ name, value, from, where }) => ({
    name,
    value,
    from,
    where,
  }));
  return { path: plan.configPath, digest: plan.configDigest, settings };
}

function makeHints({ host }: RunRecord): RunJson["environment"] {
  return { os: host.os, arch: host.arch, ci: host.ci, variables: { ...host.environment } };
}
