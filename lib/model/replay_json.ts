import * as z from "zod";
import { REPLAY_STATES } from "./replay.ts";

/** How much of each list a record keeps. */
export const REPLAY_KEPT = 200;

/** Where a replay comes from, what it ran and why, and what it leaves to be done; as stored. */
export const ReplayJson = z.object({
  run_ids: z.array(z.string()).describe("of the records it was planned from, oldest first"),
  records: z.array(z.string()).describe("absolute paths of those records as they were found"),
  differences: z.array(z.object({
    what: z.string(),
    recorded: z.string(),
    now: z.string(),
    effect: z.string().describe("what that may change, and what to do about it"),
  })).describe("what could not be the same"),
  suites: z.array(z.object({
    suite: z.string(),
    scope: z.enum(["tests", "suite"]),
    tests: z.array(z.string()).describe("ids that were asked for; the first ones"),
    tests_left_out: z.int().nonnegative().describe("ids beyond those listed"),
    why: z.string(),
  })).describe("what was run"),
  outstanding: z.array(z.object({
    suite: z.string(),
    test: z.string().nullable().describe("id; null: the whole suite"),
    state: z.enum(REPLAY_STATES),
    why: z.string(),
  })).describe("what failed in the records and has no answer yet; the first ones"),
  outstanding_left_out: z.int().nonnegative().describe("entries beyond those listed"),
});
export type ReplayJson = z.infer<typeof ReplayJson>;
