import * as z from "zod";

/** One thing to mend: all faults of one kind that a gate has in one artifact. */
export const BacklogEntryJson = z.object({
  gate: z.string(),
  kind: z.string(),
  blocking: z.boolean(),
  code: z.string(),
  owner: z.string().nullable().describe("null: nobody is named"),
  artifact: z.string().nullable().describe("null: it is about no file"),
  command: z.string().describe("makes the evidence anew, or judges the gate again"),
  remediation: z.array(z.string()),
  faults: z.int().positive(),
  subjects: z.array(z.string()).describe("the first ones"),
  message: z.string().describe("of the first fault"),
});
export type BacklogEntryJson = z.infer<typeof BacklogEntryJson>;

/** `remediation_backlog.json`: what is to be mended; empty exactly where no gate fails. */
export const RemediationBacklogJson = z.object({
  schema: z.literal("qa.remediation_backlog.v1"),
  verdict_id: z.string(),
  generated_at: z.iso.datetime(),
  commit: z.string().nullable(),
  summary: z.object({
    entries: z.int().nonnegative(),
    failing_gates: z.int().nonnegative(),
    blocking_gates: z.int().nonnegative(),
    faults: z.int().nonnegative(),
  }),
  entries: z.array(BacklogEntryJson),
});
export type RemediationBacklogJson = z.infer<typeof RemediationBacklogJson>;
