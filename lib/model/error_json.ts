import * as z from "zod";
import { FALLBACK_REASONS } from "./verdict.ts";

/** `error.json`: why the runner failed or fell back, which suites that touched, what would mend it. */
export const ErrorJson = z.object({
  schema: z.literal("qa.error.v1"),
  run_id: z.string(),
  what: z.enum(["fell-back", "failed"])
    .describe("fell-back: the failsafe ran instead; failed: nothing could stand in"),
  problem: z.string().describe("one sentence"),
  reason: z.enum(FALLBACK_REASONS).nullable().describe("null: the container was not the cause"),
  detail: z.string().describe("what the engine or the system said"),
  hint: z.string().describe("what to do about it"),
  at: z.enum(["preflight", "midway"]).nullable(),
  proved_outside: z.boolean().describe("true when nothing inside the container can have caused it"),
  suites: z.array(z.string()).describe("suites that lost their container, ran elsewhere or not"),
});
export type ErrorJson = z.infer<typeof ErrorJson>;
