import * as z from "zod";
import { FirstAssertion } from "./failure_account.ts";
import { SUITE_OUTCOMES, TEST_OUTCOMES } from "./outcome.ts";
import { TRIAGE_KINDS, TRIAGE_SEVERITIES, TRIAGE_STATUSES } from "./triage.ts";

const DiagnosticJson = z.object({
  rank: z.int().positive(),
  kind: z.enum(TRIAGE_KINDS),
  severity: z.enum(TRIAGE_SEVERITIES),
  id: z.string(),
  suite: z.string(),
  before: z.enum(TEST_OUTCOMES).nullable().describe("null: it was not there"),
  after: z.enum(TEST_OUTCOMES).nullable().describe("null: it is not there any more"),
  duration_before_ms: z.number().nullable(),
  duration_after_ms: z.number().nullable(),
  fingerprint_before: z.string().nullable(),
  fingerprint_after: z.string().nullable(),
  first_failing_assertion: FirstAssertion.nullable()
    .describe("of the new run; null where it does not fail there"),
  why: z.string(),
  replay_command: z.string().nullable().describe("null where there is nothing to replay"),
});
/** One change of one test, as stored. */
export type DiagnosticJson = z.infer<typeof DiagnosticJson>;

/** `triage_diff.json`: what is new since the baseline, ranked, with the commands that show it. */
export const TriageDiffJson = z.object({
  schema: z.literal("qa.triage_diff.v1"),
  run_id: z.string(),
  baseline: z.object({
    run_id: z.string(),
    record: z.string().describe("path as it was given"),
    git_sha: z.string().nullable(),
    started_at: z.string().nullable(),
  }),
  status: z.enum(TRIAGE_STATUSES).describe("what docs/triage.md says of each"),
  why: z.string(),
  only_regressions: z.boolean().describe("true: only a regression was to fail the run"),
  excused_suites: z.array(z.string())
    .describe("failed, and all that failed in them is known; decisive with only_regressions"),
  comparable: z.object({
    is_complete: z.boolean().describe("false: parts of a run are missing on one side"),
    usable_for_flakiness: z.boolean(),
    reasons: z.array(z.string()),
  }),
  summary: z.object({
    regression_count: z.int().nonnegative()
      .describe("new and changed failures of tests, and suites that regressed beyond their tests"),
    tests_before: z.int().nonnegative(),
    tests_after: z.int().nonnegative(),
    new_failures: z.int().nonnegative(),
    changed_failures: z.int().nonnegative()
      .describe("failed before too, with another fingerprint"),
    known_failures: z.int().nonnegative(),
    quarantined: z.int().nonnegative().describe("fail and are excused: in no other count"),
    fixed: z.int().nonnegative(),
    vanished: z.int().nonnegative(),
    no_longer_run: z.int().nonnegative().describe("ran in the baseline, and are skipped now"),
    not_told: z.int().nonnegative()
      .describe("tests of one run of which the other cannot tell: neither new nor vanished"),
    new_tests: z.int().nonnegative(),
    new_flaky: z.int().nonnegative(),
    no_longer_flaky: z.int().nonnegative(),
    slower: z.int().nonnegative().describe("one sample on each side: a hint, never a regression"),
    duration_before_ms: z.number().nonnegative().describe("of all tests together"),
    duration_after_ms: z.number().nonnegative(),
  }),
  suites: z.array(z.object({
    suite: z.string(),
    required: z.boolean(),
    before: z.enum(SUITE_OUTCOMES).nullable(),
    after: z.enum(SUITE_OUTCOMES).nullable(),
    is_regression: z.boolean(),
    why: z.string(),
    replay_command: z.string().nullable(),
  })).describe("suites that differ, or that failed beyond what their tests tell"),
  ranked_diagnostics: z.array(DiagnosticJson),
  left_out: z.int().nonnegative().describe("diagnostics beyond those listed"),
  recommended_commands: z.object({
    runner_repro_command: z.string().nullable().describe(
      "replays every regression; all that failed where they are too many to name",
    ),
    ranked_repro_commands: z.array(z.string()).describe("regressions one by one, the worst first"),
  }),
});
export type TriageDiffJson = z.infer<typeof TriageDiffJson>;
