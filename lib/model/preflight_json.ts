import * as z from "zod";

/** What a check may come to. */
export const CHECK_STATUSES = ["ok", "warning", "fail"] as const;

/** One thing that a preflight looked at. */
export const PreflightCheck = z.object({
  id: z.string().describe("what it is about: engine, image, mount, runner, disk, …"),
  status: z.enum(CHECK_STATUSES),
  says: z.string().describe("what was seen, one line"),
  remedy: z.string().describe('what mends it, one line; "" where nothing is to be mended'),
});
export type PreflightCheck = z.infer<typeof PreflightCheck>;

/** The one object that `qa_gate --preflight --json` prints. */
export const PreflightJson = z.object({
  schema: z.literal("qa.preflight.v1"),
  project: z.string(),
  root: z.string().describe("absolute path"),
  can_run_in: z.array(z.enum(["container", "failsafe"])).describe(
    "where every required suite could",
  ),
  exit_code: z.int().describe(
    "0: it could run; 6: only degraded, and that is not enough; 3: nowhere",
  ),
  says: z.string().describe("the answer in one sentence"),
  checks: z.array(PreflightCheck),
  duration_ms: z.number().nonnegative(),
  took_ms: z.record(z.string(), z.number()).describe("how long each question took"),
});
export type PreflightJson = z.infer<typeof PreflightJson>;
