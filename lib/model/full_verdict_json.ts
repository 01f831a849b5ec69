import * as z from "zod";
import { GATE_STATUSES, VERDICT_MODES } from "./full_verdict.ts";

/** How strictly blocking gates decided, as stored. */
export const PromotionJson = z.object({
  mode: z.enum(["strict", "rollback"]),
  rationale: z.string().nullable(),
  expires: z.string().nullable().describe("its last day, or a time"),
  from: z.string().describe("--promotion-mode, QA_PROMOTION_MODE, qa.jsonc or default"),
});

/** One fault of a gate, as stored. */
export const GateFaultJson = z.object({
  code: z.string().describe("kind of fault, see docs/gates.md"),
  subject: z.string().describe("what it is about; what the scope of a waiver is matched with"),
  message: z.string(),
  path: z.string().nullable(),
  at: z.string().nullable().describe("JSON pointer or line in that file; null: all of it"),
  waived_by: z.string().nullable().describe("waivers[n] of qa.jsonc"),
});
export type GateFaultJson = z.infer<typeof GateFaultJson>;

/** One gate of a verdict, as stored. */
export const JudgedGateJson = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(GATE_STATUSES),
  blocking: z.boolean(),
  decides: z.boolean().describe(
    "false: its failure changes nothing now, by itself or by a rollback",
  ),
  detail: z.string().describe("one sentence"),
  artifacts: z.array(z.string()).describe("paths that were looked at"),
  reproduce_command: z.string(),
  remediation: z.array(z.string()).describe("what to do, in order; none where it passes"),
  owner: z.string().nullable(),
  fault_count: z.int().nonnegative(),
  faults: z.array(GateFaultJson).describe("the first thousand"),
  measures: z.record(z.string(), z.number()),
  waivers: z.array(z.string()).describe("those that excuse one of its faults"),
  notes: z.array(z.string()),
  report: z.record(z.string(), z.unknown()).optional()
    .describe("what its kind alone tells, such as blockers and operator_next_actions"),
  duration_ms: z.number().nonnegative(),
});
export type JudgedGateJson = z.infer<typeof JudgedGateJson>;

/** How many gates came out how, as stored. */
export const GateCountsJson = z.object({
  total: z.int().nonnegative(),
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  waived: z.int().nonnegative(),
  not_judged: z.int().nonnegative(),
  failed_deciding: z.int().nonnegative().describe("those that make the verdict what it is"),
});
export type GateCountsJson = z.infer<typeof GateCountsJson>;

/** `full_suite_verdict.json`: the answer over all gates, and of each gate. */
export const FullVerdictJson = z.object({
  schema: z.literal("qa.full_suite_verdict.v1"),
  verdict_id: z.string(),
  project: z.string(),
  verdict: z.enum(["passed", "failed"]),
  exit_code: z.int(),
  why: z.string().describe("one sentence"),
  generated_at: z.iso.datetime().describe("the time that everything was judged by"),
  mode: z.enum(VERDICT_MODES),
  partial: z.boolean().describe("true: only the gates that --gate names were judged"),
  gates_declared: z.boolean().describe("false: the gates are defaults"),
  promotion_mode: z.enum(["strict", "rollback"]),
  promotion: PromotionJson,
  commit: z.string().nullable(),
  dirty: z.boolean().nullable(),
  counts: GateCountsJson,
  gates: z.array(JudgedGateJson),
  notes: z.array(z.string()),
});
export type FullVerdictJson = z.infer<typeof FullVerdictJson>;
