import * as z from "zod";

/** What `--json` prints when nothing was run (exit 2): the message, and what mends it. */
export const ProblemJson = z.object({
  schema: z.literal("qa.problem.v1"),
  message: z.string(),
  hint: z.string(),
});
export type ProblemJson = z.infer<typeof ProblemJson>;
