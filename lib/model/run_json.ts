import * as z from "zod";
import { AnswerJson, FallbackJson, PlaceJson } from "./json_parts.ts";
import { MODES, PROFILES } from "./plan.ts";
import { RemoteJson } from "./remote_json.ts";
import { ReplayJson } from "./replay_json.ts";

const CommandJson = z.object({
  suite: z.string(),
  runner: z.string(),
  place: PlaceJson,
  attempt: z.int().positive(),
  argv: z.array(z.string()).describe("what ran inside its place"),
  cwd: z.string().describe("relative to the root"),
});

const LimitsJson = z.object({
  timeout_ms: z.number(),
  grace_ms: z.number(),
  memory_bytes: z.number().nullable(),
  cpus: z.number().nullable(),
  shm_size_bytes: z.number().nullable(),
  pids_limit: z.number().nullable(),
  ulimits: z.record(z.string(), z.string()),
  network: z.string().nullable(),
  user: z.string().nullable(),
  workdir: z.string(),
}).describe("null: the engine's own default");
/** The limits of every container of a run; null means the engine's own default. */
export type LimitsJson = z.infer<typeof LimitsJson>;

/** `run.json`: what ran, when, where, why there, from which code, with which versions. */
export const RunJson = z.object({
  schema: z.literal("qa.run.v1"),
  run_id: z.string(),
  project: z.string(),
  root: z.string().describe("absolute path of the project"),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime(),
  duration_ms: z.number().nonnegative().describe("monotonic"),
  profile: z.enum(PROFILES),
  mode: z.enum(["container", "failsafe", "mixed", "none"]).describe("where suites really ran"),
  mode_requested: z.enum(MODES),
  why_this_mode: z.string(),
  fallback: FallbackJson.nullable(),
  invocation: z.array(z.string()).describe("our own argv without the runtime"),
  commands: z.array(CommandJson).describe("one per execution of a suite, in order"),
  versions: z.object({
    qa_gate: z.string(),
    deno: z.string(),
    engine_client: z.string().nullable(),
    engine_server: z.string().nullable(),
    engine_api: z.string().nullable(),
  }),
  image: z.object({
    reference: z.string(),
    id: z.string().describe("sha256 of the image's configuration"),
    digests: z.array(z.string()).describe("name@sha256:…, when it came from a registry"),
  }).nullable(),
  limits: LimitsJson.nullable().describe("shared by all suites; null without a container"),
  git: z.object({ commit: z.string(), branch: z.string().nullable(), dirty: z.boolean() })
    .nullable(),
  config: z.object({
    path: z.string().nullable().describe("relative to the root; null: detected"),
    digest: z.string().describe("SHA-256 of the resolved configuration"),
    settings: z.array(z.object({
      name: z.string(),
      value: z.string(),
      from: z.enum(["flag", "environment", "record", "config", "detected", "default"]),
      where: z.string(),
    })).describe("where each setting came from"),
  }),
  environment: z.object({
    os: z.string(),
    arch: z.string(),
    ci: z.string().nullable(),
    variables: z.record(z.string(), z.string()),
  }).describe("hints that help to reproduce"),
  notes: z.array(z.string()).describe("what was detected and chosen"),
  warnings: z.array(z.string()),
  replay: ReplayJson.optional().describe("only of a replay"),
  remote: RemoteJson.optional().describe("only of a run on several machines"),
  ...AnswerJson.shape,
});
export type RunJson = z.infer<typeof RunJson>;
