import * as z from "zod";

/** `redactions.json`: which rule replaced something in which file, and how often; never the value. */
export const RedactionsJson = z.object({
  schema: z.literal("qa.redactions.v1"),
  run_id: z.string(),
  total: z.int().nonnegative(),
  redactions: z.array(z.object({
    rule: z.string(),
    file: z.string().describe("relative to the run's folder"),
    count: z.int().positive(),
  })),
});
export type RedactionsJson = z.infer<typeof RedactionsJson>;
