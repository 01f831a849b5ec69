import * as z from "zod";
import {
  AnswerJson,
  CountsJson,
  FallbackJson,
  FlakyJson,
  NotCheckedJson,
  PlaceJson,
  QuarantinedJson,
  QuarantineJson,
} from "./json_parts.ts";
import { Finding } from "./finding.ts";
import { MergeJson } from "./merge_json.ts";
import { RemoteJson } from "./remote_json.ts";
import { SUITE_OUTCOMES } from "./outcome.ts";

const ReportJson = z.object({
  status: z.enum([
    "none",
    "whole",
    "missing",
    "stale",
    "empty",
    "truncated",
    "malformed",
    "refused",
  ]),
  path: z.string().nullable().describe("our copy, relative to the run's folder"),
  problems: z.array(z.string()),
  doubts: z.array(z.string()).describe("what does not agree with itself in a whole report"),
  declared: z.object({ tests: z.int(), failures: z.int(), skipped: z.int() }).nullable()
    .describe("what the report claims about itself"),
});

const StreamJson = z.object({
  bytes: z.int().nonnegative(),
  lines: z.int().nonnegative(),
  first_output_ms: z.number().nonnegative().nullable(),
  last_output_ms: z.number().nonnegative().nullable(),
});

const ExecutionJson = z.object({
  place: PlaceJson,
  attempt: z.int().positive(),
  folder: z.string().describe("its files, relative to the run's folder"),
  outcome: z.enum(SUITE_OUTCOMES),
  why: z.string(),
  exit_code: z.int().nullable(),
  signal: z.string().nullable(),
  timed_out: z.boolean(),
  started_at: z.string(),
  duration_ms: z.number().nonnegative(),
  counts: CountsJson,
  report: ReportJson,
  argv: z.array(z.string()).optional().describe("the command inside its place"),
  stdout: StreamJson.optional().describe("what it wrote; milliseconds since its start"),
  stderr: StreamJson.optional(),
  findings: z.array(Finding).optional(),
  fallback: FallbackJson.nullable().optional().describe("why its container was given up"),
  image_id: z.string().nullable().optional().describe("of its container"),
});
/** One execution of one suite: where, how it ended and why, and what its report says. */
export type ExecutionJson = z.infer<typeof ExecutionJson>;

const SuiteJson = z.object({
  name: z.string(),
  kind: z.enum(["unit", "e2e", "check"]),
  runner: z.string(),
  required: z.boolean(),
  outcome: z.enum(SUITE_OUTCOMES),
  why: z.string(),
  place: PlaceJson.nullable().describe("whose answer counts; null: it never ran"),
  duration_ms: z.number().nonnegative().describe("all executions together"),
  ...CountsJson.shape,
  attempts: z.int().nonnegative().describe("in the place that counts"),
  tests_path: z.string().nullable()
    .describe("its tests, each once with all of its tries; relative to the run's folder"),
  flaky_tests: z.array(FlakyJson).describe("the first ones"),
  quarantined_tests: z.array(QuarantinedJson).describe("the first ones"),
  executions: z.array(ExecutionJson).describe("every attempt in every place"),
  runs: z.array(z.string()).optional()
    .describe("runs whose answers it holds, the oldest first; only where records were merged"),
});
/** One suite with its tests each counted once, and all its executions. */
export type SuiteJson = z.infer<typeof SuiteJson>;

const SuiteCountsJson = z.object({
  total: z.int(),
  passed: z.int(),
  failed: z.int(),
  timed_out: z.int(),
  crashed: z.int(),
  unproven: z.int(),
  lost: z.int(),
  not_run: z.int(),
  cancelled: z.int(),
});
/** How many suites ended how. */
export type SuiteCountsJson = z.infer<typeof SuiteCountsJson>;

/** `results.json`: how many tests and suites ended how, which suite ran where, what was not checked. */
export const ResultsJson = z.object({
  schema: z.literal("qa.results.v1"),
  run_id: z.string(),
  ...AnswerJson.shape,
  mode: z.enum(["container", "failsafe", "mixed", "none"]),
  duration_ms: z.number().nonnegative(),
  ...CountsJson.shape,
  timeouts: z.int().nonnegative().describe("suites that were ended by their deadline"),
  suite_counts: SuiteCountsJson,
  suites: z.array(SuiteJson),
  not_checked: z.array(NotCheckedJson),
  quarantine: z.array(QuarantineJson),
  merge: MergeJson.optional().describe("only where records were merged"),
  remote: RemoteJson.optional().describe("only of a run on several machines"),
});
export type ResultsJson = z.infer<typeof ResultsJson>;
