import * as z from "zod";

/** The answer of `verdict --fix --json`: which files were written. */
export const FixJson = z.object({
  schema: z.literal("qa.fix.v1"),
  files: z.array(z.object({
    gate: z.string(),
    path: z.string().describe("from the root"),
    change: z.string().describe("one sentence"),
    added_lines: z.int().nonnegative(),
    removed_lines: z.int().nonnegative(),
  })),
  skipped: z.array(z.object({ gate: z.string(), path: z.string(), why: z.string() }))
    .describe("files that could have been mended and were not"),
});
export type FixJson = z.infer<typeof FixJson>;

/** The answer of `verdict --self-test --json`: what the kinds of gates found in scenarios with known answers. */
export const SelfTestJson = z.object({
  schema: z.literal("qa.self_test.v1"),
  generated_at: z.iso.datetime().describe("as --now says it"),
  verdict: z.enum(["passed", "failed"]),
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  scenarios: z.array(z.object({
    kind: z.string(),
    name: z.string(),
    status: z.enum(["pass", "fail"]).describe("fail: the judge found something else"),
    expected: z.array(z.string()).describe(
      "code and subject of every fault; none: the gate passes",
    ),
    got: z.array(z.string()),
    detail: z.string(),
  })),
});
export type SelfTestJson = z.infer<typeof SelfTestJson>;
