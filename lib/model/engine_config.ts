import * as z from "zod";
import { ENGINES } from "./remote_engine.ts";
import { WORKSPACES } from "./remote_plan.ts";

/** The `engine` section of `qa.jsonc`: on which machines suites run. */
export const EngineConfig = z.strictObject({
  name: z.enum(ENGINES).optional().describe("docker unless said"),
  shards: z.int().min(1).max(100_000).optional()
    .describe("of swarm and kubernetes: shards that begin at once, one for each node unless said"),
  parallelism: z.int().min(1).max(10_000).optional().describe("tasks at once"),
  workspace: z.enum(WORKSPACES).optional()
    .describe("image: the project is in the image; mount: at the same path of every node"),
  retries: z.int().min(0).max(10).optional()
    .describe("how often a shard that was lost is run again, 1 unless said"),
  placement: z.array(z.string().min(1)).optional().describe("where tasks may run"),
  namespace: z.string().min(1).optional().describe("of kubernetes"),
  kube_context: z.string().min(1).optional().describe("of kubernetes"),
  kubectl_bin: z.string().min(1).optional().describe("kubectl, or a path"),
});
export type EngineConfig = z.infer<typeof EngineConfig>;
