import type { ReplayEnvironmentJson } from "../model/replay_bundle_json.ts";
import type { RunRecord } from "../model/run_record.ts";

/** What a replay of a run wants to be the same, as stored. */
export function makeReplayEnvironment(record: RunRecord): ReplayEnvironmentJson {
  const { plan, engine, git, host } = record;
  return {
    profile: plan.profile,
    mode: record.mode,
    mode_requested: plan.mode,
    shard_kind: plan.shard?.kind ?? null,
    shard_index: plan.shard?.index ?? null,
    shard_total: plan.shard?.total ?? null,
    git_sha: git?.commit ?? null,
    git_dirty: git?.dirty ?? null,
    image: engine?.image ?? null,
    image_id: engine?.imageId ?? null,
    image_digest: engine?.imageDigests[0] ?? null,
    config_digest: plan.configDigest,
    qa_gate_version: record.version,
    deno_version: host.denoVersion,
    engine_version: engine?.serverVersion ?? null,
    os: host.os,
    arch: host.arch,
  };
}
