import * as z from "zod";
import { GATE_STATUSES, VERDICT_MODES } from "./full_verdict.ts";

const HEAD = { schema: z.literal("qa.verdict_event.v1"), at: z.iso.datetime(), ms: z.number() };

/** One line of `full_suite_events.jsonl`: what happened, when, so many milliseconds after the start. */
export const VerdictEventLine = z.union([
  z.object({
    ...HEAD,
    type: z.literal("verdict-started"),
    verdict_id: z.string(),
    mode: z.enum(VERDICT_MODES),
    gates: z.int().nonnegative(),
  }),
  z.object({
    ...HEAD,
    type: z.literal("gate-judged"),
    gate: z.string(),
    kind: z.string(),
    status: z.enum(GATE_STATUSES),
    faults: z.int().nonnegative(),
    detail: z.string(),
  }),
  z.object({
    ...HEAD,
    type: z.literal("verdict-ended"),
    verdict: z.enum(["passed", "failed"]),
    exit_code: z.int(),
    why: z.string(),
  }),
]);

type Line = z.infer<typeof VerdictEventLine>;
type WithoutHead<One> = One extends Line ? Omit<One, keyof typeof HEAD> : never;

/** What is told in such a line beside its time. */
export type VerdictEvent = WithoutHead<Line>;
