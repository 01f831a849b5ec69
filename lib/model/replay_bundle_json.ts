import * as z from "zod";
import { SUITE_OUTCOMES, TEST_OUTCOMES } from "./outcome.ts";
import { MODES, PROFILES } from "./plan.ts";
import { SHARD_KINDS } from "./shard_kind.ts";

/** Name of the bundle in a run's folder. */
export const REPLAY_BUNDLE = "replay_bundle.json";

/** Tests of a suite that a bundle names; with more, the whole suite is replayed. */
export const BUNDLED_TESTS = 200;

const TargetJson = z.object({
  id: z.string(),
  file: z.string(),
  class: z.string(),
  name: z.string(),
  outcome: z.enum(TEST_OUTCOMES),
});

/** What a replay wants to be the same. */
export const ReplayEnvironmentJson = z.object({
  profile: z.enum(PROFILES),
  mode: z.enum(["container", "failsafe", "mixed", "none"]),
  mode_requested: z.enum(MODES),
  shard_kind: z.enum(SHARD_KINDS).nullable(),
  shard_index: z.int().nonnegative().nullable().describe("0-based"),
  shard_total: z.int().positive().nullable(),
  git_sha: z.string().nullable(),
  git_dirty: z.boolean().nullable(),
  image: z.string().nullable().describe("reference"),
  image_id: z.string().nullable(),
  image_digest: z.string().nullable().describe("name@sha256:…, when it came from a registry"),
  config_digest: z.string(),
  qa_gate_version: z.string(),
  deno_version: z.string(),
  engine_version: z.string().nullable(),
  os: z.string(),
  arch: z.string(),
});
export type ReplayEnvironmentJson = z.infer<typeof ReplayEnvironmentJson>;

/** `replay_bundle.json`: everything that a replay of a run's failures starts from. */
export const ReplayBundleJson = z.object({
  schema: z.literal("qa.replay_bundle.v1"),
  run_id: z.string(),
  project: z.string(),
  one_command_replay: z.string().nullable()
    .describe("quoted for sh, works from any folder; null: nothing failed"),
  environment: ReplayEnvironmentJson,
  failed_suites: z.array(z.object({
    name: z.string(),
    kind: z.enum(["unit", "e2e", "check"]),
    runner: z.string(),
    outcome: z.enum(SUITE_OUTCOMES),
    place: z.enum(["container", "failsafe"]).nullable(),
    suite_replay: z.string().describe("this suite alone, by us"),
    targeted_replay: z.string().nullable().describe("its first failing test alone, by us"),
    digest_path: z.string().describe("its failure digest, relative to the run's folder"),
    tests: z.array(TargetJson).describe("what failed; the first ones"),
    tests_left_out: z.int().nonnegative().describe("failing tests beyond those named"),
  })).describe("every suite that was to run and did not pass"),
});
export type ReplayBundleJson = z.infer<typeof ReplayBundleJson>;
