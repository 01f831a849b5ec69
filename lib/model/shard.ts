import * as z from "zod";
import { SHARD_KINDS, type ShardKind } from "./shard_kind.ts";

/** Which part of a plan a run is, as stored; indices are 0-based. */
export const ShardJson = z.object({
  kind: z.enum(SHARD_KINDS),
  index: z.int().nonnegative(),
  total: z.int().positive(),
  balanced_by: z.enum(["durations", "count"]).describe("how parts were dealt out"),
  plan_digest: z.string().describe(
    "SHA-256 over all parts of all shards: equal in every shard of one plan",
  ),
  parts: z.int().nonnegative().describe("tests, files or suites in this shard"),
  parts_total: z.int().nonnegative().describe("in all shards together"),
  expected_ms: z.number().nonnegative().nullable().describe("of this shard; null where unknown"),
  expected_imbalance: z.number().nullable()
    .describe("longest shard over the average one, as predicted; 1 is perfect"),
  unit: z.enum(["tests", "files", "suites", "parts"]).optional()
    .describe("what the parts are; parts: of several sorts"),
  durations_from: z.string().nullable().optional()
    .describe("id of the run whose durations were used, or the history up to a run; null for none"),
});
export type ShardJson = z.infer<typeof ShardJson>;

/**
 * One line of `shard_plan.jsonl`: one part of one of the shards. A part with a name is a test (of Go: with
 * its subtests); without one it is a file, or a package where there is no file; without any it is a suite.
 */
export const ShardPartJson = z.object({
  suite: z.string(),
  file: z.string(),
  class: z.string(),
  name: z.string(),
  shard: z.int().nonnegative().describe("0-based index of the shard that runs it"),
  expected_ms: z.number().nonnegative().nullable().describe("null where no duration is known"),
  count: z.int().positive().nullable().describe("tests in it, as listed; null where not known"),
});
export type ShardPartJson = z.infer<typeof ShardPartJson>;

const ELSEWHERE = "runs in shard ";

/** Why a suite is left out that other shards run. */
export function sayElsewhere(shards: readonly number[], total: number): string {
  return `${ELSEWHERE}${shards.join(", ")} of ${total}`;
}

/** True for the reason of a suite that is left out because other shards run it. */
export function isElsewhere(why: string): boolean {
  return why.startsWith(ELSEWHERE);
}

/** What a user asks for: this shard of so many. */
export interface ShardRequest {
  readonly kind: ShardKind;
  /** 0-based. */
  readonly index: number;
  readonly total: number;
  /**
   * Absolute folder of the run whose durations are used, or its `tests.jsonl`; `history`; `none`;
   * absent: the history where it knows some, else the newest whole run.
   */
  readonly durations?: string;
}
