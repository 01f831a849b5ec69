import * as z from "zod";

/** What the past of a test comes to, as stored. */
export const PastJson = z.object({
  first_seen: z.string().describe("ISO 8601 UTC"),
  runs: z.int().nonnegative().describe("the newest ones in which it ran, at most 50"),
  failures: z.int().nonnegative(),
  flaky_runs: z.int().nonnegative()
    .describe("passed only when tried again, or with both answers for one commit"),
  flake_rate: z.number().min(0).max(1).nullable().describe("over runs that are evidence"),
  failing_since: z.object({
    run_id: z.string(),
    started_at: z.string(),
    git_sha: z.string().nullable(),
  }).nullable().describe("null: its newest result is no failure"),
  failing_runs: z.int().nonnegative().describe("in a row, up to the newest"),
  expected_ms: z.number().nullable(),
});
export type PastJson = z.infer<typeof PastJson>;

const NamedPastJson = PastJson.extend({ id: z.string() });

/** What `qa:history --json` prints. */
export const HistoryJson = z.object({
  schema: z.literal("qa.history.v1"),
  path: z.string(),
  runs: z.int().nonnegative(),
  tests: z.int().nonnegative(),
  results: z.int().nonnegative(),
  size_bytes: z.int().nonnegative(),
  oldest: z.string().nullable(),
  newest: z.string().nullable(),
  unsteady: z.array(NamedPastJson).describe("tests with both answers, the least steady first"),
  failing: z.array(NamedPastJson).describe("tests whose newest result is a failure"),
  slowest: z.array(z.object({ id: z.string(), expected_ms: z.number() })),
  asked: z.array(NamedPastJson).describe("tests that were asked for by name"),
  never_seen: z.array(z.string()).describe("asked for, and no run tells of them"),
  pruned: z.array(
    z.object({ run_id: z.string(), started_at: z.string(), why: z.enum(["age", "size"]) }),
  ).nullable().describe("forgotten, or with --dry-run what would be; null: --prune was not given"),
  dry_run: z.boolean(),
  rebuilt: z.object({
    remembered: z.int().nonnegative(),
    refused: z.array(z.object({ record: z.string(), why: z.string() })),
  }).nullable(),
});
export type HistoryJson = z.infer<typeof HistoryJson>;
