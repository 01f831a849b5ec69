import type { RecordedRun } from "../model/recorded_run.ts";
import type { ReplayEnvironmentJson } from "../model/replay_bundle_json.ts";
import type { ShardJson } from "../model/shard.ts";

/**
 * What a replay of a record wants to be the same: as its `replay_bundle.json` or its summary
 * says, or from `run.json`; null where the record has none of them.
 */
export function recordedEnvironment(
  { bundle, summary, run }: RecordedRun["files"],
  shard: ShardJson | null,
): ReplayEnvironmentJson | null {
  if (bundle !== null) return bundle.environment;
  const told = summary?.replay_bundle?.environment;
  if (told !== undefined) return told;
  if (run === null) return null;
  const { image, git, versions } = run;
  return {
    profile: run.profile,
    mode: run.mode,
    mode_requested: run.mode_requested,
    shard_kind: shard?.kind ?? null,
    shard_index: shard?.index ?? null,
    shard_total: shard?.total ?? null,
    git_sha: git?.commit ?? null,
    git_dirty: git?.dirty ?? null,
    image: image?.reference ?? null,
    image_id: image?.id ?? null,
    image_digest: image?.digests[0] ?? null,
    config_digest: run.config.digest,
    qa_gate_version: versions.qa_gate,
    deno_version: versions.deno,
    engine_version: versions.engine_server,
    os: run.environment.os,
    arch: run.environment.arch,
  };
}
