import type { EnvironmentJson } from "../model/environment_json.ts";
import type { EngineAccount, HostAccount, RunRecord } from "../model/run_record.ts";

/** `environment.json` of a run: machine, engine, CI system and the variables that may matter. */
export function makeEnvironmentJson({ runId, plan, host, engine }: RunRecord): EnvironmentJson {
  return {
    schema: "qa.environment.v1",
    run_id: runId,
    profile: plan.profile,
    host: makeHost(host),
    ci: host.ci,
    engine: engine === null ? null : makeEngine(engine),
    environment: { ...host.environment },
    shard: plan.shard ?? null,
  };
}

function makeHost(host: HostAccount): EnvironmentJson["host"] {
  return {
    hostname: host.hostname,
    os: host.os,
    arch: host.arch,
    kernel: host.kernel,
    cpus: host.cpus,
    memory_bytes: host.memoryBytes,
    deno_version: host.denoVersion,
  };
}

function makeEngine(engine: EngineAccount): EnvironmentJson["engine"] {
  return {
    docker_bin: engine.dockerBin,
    client_version: engine.clientVersion,
    server_version: engine.serverVersion,
    api_version: engine.apiVersion,
    os: engine.os,
    arch: engine.arch,
  };
}
