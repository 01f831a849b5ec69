import * as z from "zod";
import { SUITE_OUTCOMES } from "./outcome.ts";
import { REPEAT_VERDICTS } from "./repeat.ts";

const SpreadJson = z.object({
  min: z.number().nonnegative(),
  median: z.number().nonnegative(),
  max: z.number().nonnegative(),
}).describe("milliseconds");

/** What several runs of one suite come to, as stored. */
export const SuiteRepeatJson = z.object({
  suite: z.string(),
  asked: z.int().positive().describe("runs that were asked for"),
  made: z.int().nonnegative().describe("runs that came to an answer of their own"),
  stopped: z.string().nullable().describe("why fewer were made than asked; null: all were made"),
  outcomes: z.partialRecord(z.enum(SUITE_OUTCOMES), z.int()).describe("how many runs ended how"),
  verdicts: z.object({
    always: z.int().nonnegative(),
    sometimes: z.int().nonnegative(),
    never: z.int().nonnegative(),
  }).describe("how many tests fail always, sometimes (a flake), never"),
  tests: z.array(z.object({
    id: z.string().describe("the suite's name where the suite itself is what was judged"),
    verdict: z.enum(REPEAT_VERDICTS),
    runs: z.int().nonnegative().describe("in which it ran"),
    failures: z.int().nonnegative(),
    duration_ms: SpreadJson.nullable(),
    message: z.string().describe("what its first failure said"),
  })).describe("those that fail sometimes, then always, then never; the first ones"),
  tests_left_out: z.int().nonnegative().describe("tests beyond those listed"),
});
export type SuiteRepeatJson = z.infer<typeof SuiteRepeatJson>;

/** `repeat.json`: which tests fail always, sometimes, never, over several runs of each suite. */
export const RepeatJson = z.object({
  schema: z.literal("qa.repeat.v1"),
  run_id: z.string(),
  asked: z.int().positive(),
  suites: z.array(SuiteRepeatJson),
});
export type RepeatJson = z.infer<typeof RepeatJson>;
