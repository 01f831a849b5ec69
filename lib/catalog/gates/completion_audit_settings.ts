import * as z from "zod";
import { PathText } from "./artifact_fields.ts";
import { AgeText } from "./judge_age.ts";

/** Settings of a gate of the kind `completion-audit`. */
export const CompletionAuditSettings = z.strictObject({
  audit: PathText.describe("JSON file of the shape qa.completion_audit.v1"),
  max_age: AgeText.optional().describe("how old it may be by its generated_at, such as 24h"),
  same_commit: z.boolean().default(false)
    .describe("true: it must be of the commit of the work tree"),
  remote_ref: z.string().min(1).max(500).optional()
    .describe("the ref that the closeout must be pushed to, such as refs/heads/main"),
});
export type CompletionAuditSettings = z.infer<typeof CompletionAuditSettings>;
