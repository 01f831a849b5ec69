import * as z from "zod";
import { PROFILES } from "./plan.ts";
import { ShardJson } from "./shard.ts";

/** `environment.json`: on which machine, engine and CI system a run took place. */
export const EnvironmentJson = z.object({
  schema: z.literal("qa.environment.v1"),
  run_id: z.string(),
  profile: z.enum(PROFILES),
  host: z.object({
    hostname: z.string(),
    os: z.string(),
    arch: z.string(),
    kernel: z.string(),
    cpus: z.int().nonnegative(),
    memory_bytes: z.number().nonnegative(),
    deno_version: z.string(),
  }),
  ci: z.string().nullable().describe("name of the CI system"),
  engine: z.object({
    docker_bin: z.string(),
    client_version: z.string(),
    server_version: z.string(),
    api_version: z.string(),
    os: z.string(),
    arch: z.string(),
  }).nullable().describe("null: no engine was used"),
  environment: z.record(z.string(), z.string())
    .describe("variables that were set and may matter"),
  shard: ShardJson.nullable().default(null).describe("which part of its plan this run was"),
});
export type EnvironmentJson = z.infer<typeof EnvironmentJson>;
