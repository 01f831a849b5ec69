import * as z from "zod";

const Words = z.string().trim().min(1).max(1000);
const Name = z.string().min(1).max(500);

/** One floor, ceiling or both, for a metric of a module or of all modules without a limit of their own. */
export const MetricLimit = z.strictObject({
  module: Name.describe(
    "name of a module in the inventory, or * for all without a limit of their own",
  ),
  metric: Name.describe("one of the gate's metrics"),
  floor: z.number().optional().describe("least value that passes"),
  ceiling: z.number().optional().describe("highest value that passes"),
}).refine(
  ({ floor, ceiling }) => floor !== undefined || ceiling !== undefined,
  "give floor, ceiling or both",
);
export type MetricLimit = z.infer<typeof MetricLimit>;

/** A module that may stay below a floor or above a ceiling, by whom, why and until when. */
export const MetricException = z.strictObject({
  module: Name.describe("name of a module in the inventory"),
  metric: Name.describe("one of the gate's metrics"),
  owner: Words.describe("who mends it"),
  reason: Words.describe("why it may miss its limit"),
  issue: Words.optional().describe("where it is worked on"),
  expires: z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe("last day on which it excuses, YYYY-MM-DD in UTC"),
});
export type MetricException = z.infer<typeof MetricException>;

/** A rubric in a file of its own: limits and exceptions of a gate of the kind `floors`. */
export const RubricJson = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal("qa.rubric.v1"),
  limits: z.array(MetricLimit).min(1).max(10_000),
  exceptions: z.array(MetricException).max(10_000).optional(),
});
export type RubricJson = z.infer<typeof RubricJson>;
