import * as z from "zod";
import { MergeJson } from "./merge_json.ts";
import { REMOTE_ENGINES, WORKSPACES } from "./remote_plan.ts";

/** Tasks that a record names one by one where they are lost or ran more than once; the rest is counted. */
export const TASKS_NAMED = 100;

/** Where a run on several machines comes from: engine, nodes, tasks, and the proof that they are whole. */
export const RemoteJson = z.object({
  engine: z.enum(REMOTE_ENGINES),
  version: z.string(),
  workspace: z.enum(WORKSPACES),
  jobs: z.array(z.string()).describe("names of what was made on the engine, the main one first"),
  parallelism: z.int().positive().describe("tasks at once"),
  tasks: z.object({
    total: z.int().nonnegative().describe("with something to do"),
    assigned: z.int().nonnegative().describe("large ones that began at once"),
    queued: z.int().nonnegative().describe("small ones for whoever was done first"),
    counted: z.int().nonnegative().describe("that have exactly one life whose results count"),
    lost: z.int().nonnegative(),
  }),
  lives: z.object({
    total: z.int().nonnegative().describe("containers that were seen"),
    late: z.int().nonnegative().describe("whose results came when others counted already"),
    again: z.int().nonnegative().describe("jobs that ran lost tasks once more"),
  }),
  nodes: z.array(z.object({
    name: z.string(),
    tasks: z.int().nonnegative().describe("whose results count"),
    busy_ms: z.number().nonnegative().describe("sum of the times of its suites"),
  })),
  lost: z.array(z.object({
    task: z.int().nonnegative(),
    suites: z.array(z.string()),
    parts: z.int().nonnegative(),
    why: z.string(),
  })).describe("the first ones: planned and without an answer"),
  moved: z.array(z.object({
    task: z.int().nonnegative(),
    lives: z.int().positive(),
    node: z.string().describe("where it counted; empty where it never did"),
  })).describe("the first tasks of more than one life"),
  witnesses: z.array(z.string()).describe("what proves a result, and what is absent here"),
  plan_digest: z.string(),
  balanced_by: z.enum(["durations", "count"]),
  durations_from: z.string().nullable(),
  times: z.object({
    plan_ms: z.number().nonnegative().describe("listing and dealing"),
    first_start_ms: z.number().nonnegative().nullable().describe("from the job to its first task"),
    run_ms: z.number().nonnegative().describe("from the job to its end"),
    busy_ms: z.number().nonnegative().describe("sum of the times of all suites"),
    join_ms: z.number().nonnegative().describe("joining and proving"),
  }),
  completeness: MergeJson.shape.completeness,
  imbalance: MergeJson.shape.imbalance,
});
export type RemoteJson = z.infer<typeof RemoteJson>;
