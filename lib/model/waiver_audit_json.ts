import * as z from "zod";

const Status = z.enum([
  "used",
  "unused",
  "expired",
  "invalid",
  "unknown-gate",
  "not-judged",
  "unknown",
]);

/** `waiver_audit.json`: every waiver and every entry of the quarantine, and what became of it. */
export const WaiverAuditJson = z.object({
  schema: z.literal("qa.waiver_audit.v1"),
  verdict_id: z.string(),
  generated_at: z.iso.datetime(),
  counts: z.object({
    total: z.int().nonnegative(),
    used: z.int().nonnegative(),
    unused: z.int().nonnegative(),
    expired: z.int().nonnegative(),
    invalid: z.int().nonnegative(),
  }).describe("of waivers alone"),
  waivers: z.array(z.object({
    index: z.int().nonnegative().describe("its place in waivers[] of qa.jsonc"),
    status: Status,
    gate: z.string().nullable(),
    owner: z.string().nullable(),
    reason: z.string().nullable(),
    issue: z.string().nullable(),
    scope: z.string().nullable(),
    created: z.string().nullable(),
    expires: z.string().nullable(),
    renewed: z.string().nullable(),
    days_left: z.int().nullable().describe("today included; 0 or less: it is over"),
    problems: z.array(z.object({ code: z.string(), message: z.string() })),
    excused: z.int().nonnegative().describe("faults that it excuses"),
    subjects: z.array(z.string()).describe("what they are about, the first ones"),
  })),
  quarantine: z.array(z.object({
    index: z.int().nonnegative(),
    id: z.string(),
    owner: z.string(),
    expires: z.string(),
    status: Status.describe("unknown: the newest record does not tell"),
  })),
});
export type WaiverAuditJson = z.infer<typeof WaiverAuditJson>;
