import * as z from "zod";
import { VERDICTS } from "./verdict.ts";

/** Parts and tests that a merge names of each sort; the rest is counted. */
export const MERGE_NAMED = 100;

const NamesJson = z.object({
  count: z.int().nonnegative(),
  first: z.array(z.string()).describe("the first ones"),
});
/** Things that a merge counts, and names as far as that helps. */
export type NamesJson = z.infer<typeof NamesJson>;

/** What a record that was merged from others says of that: from which, whether they are whole together. */
export const MergeJson = z.object({
  kind: z.enum(["shards", "rerun"])
    .describe("shards: parts of one plan; rerun: a run and later replays of it"),
  sources: z.array(z.object({
    run_id: z.string(),
    record: z.string().describe("absolute path, as it was found"),
    shard: z.int().nonnegative().nullable().describe("0-based; null: no shard"),
    verdict: z.enum(VERDICTS),
  })).describe("shards by their index, reruns with the oldest first"),
  completeness: z.object({
    is_complete: z.boolean(),
    problems: z.array(z.string()).describe("why it is not complete, one sentence each"),
    missing: NamesJson.describe("planned and not run"),
    doubled: NamesJson.describe("run in more than one shard"),
    unexpected: NamesJson.describe("run and not planned, or in another shard than planned"),
    commands: z.array(z.string()).describe("quoted for sh: what runs the shards that are missing"),
  }),
  imbalance: z.object({
    expected: z.number().nullable(),
    seen: z.number().nullable(),
  }).nullable().describe("longest shard over the average one, 1 is perfect; null: no shards"),
});
export type MergeJson = z.infer<typeof MergeJson>;
