import * as z from "zod";
import { DIAGNOSTIC_OUTCOMES } from "./diagnostic_attempt.ts";
import { Finding } from "./finding.ts";
import { SUITE_OUTCOMES } from "./outcome.ts";
import { REMEDIES } from "./remedy.ts";
import { TestCounts } from "./test_result.ts";

const Reached = z.object({
  started: z.boolean().describe("the container started"),
  project_visible: z.boolean().describe("the project was read through its mount"),
  test_completed: z.boolean().describe("at least one test, or a plain command, came to its end"),
  exit_recorded: z.boolean(),
});

const Origin = z.object({
  remedy: z.enum(REMEDIES).nullable().describe("null: the configuration as it is"),
  change: z.string().describe("the one setting that was turned, from what to what"),
  because: Finding.nullable().describe("what led to it; null on the way back to the whole suite"),
  disproof: z.string().describe("what would show that it was the wrong remedy"),
});

/** One line of `attempts.jsonl`: one attempt of a diagnosis, its settings and what came of it. */
export const AttemptJson = z.object({
  schema: z.literal("qa.attempt.v1"),
  number: z.int().positive(),
  ...Origin.shape,
  settings: z.record(z.string(), z.string()).describe("as a person reads them"),
  argv: z.array(z.string()),
  started_at: z.iso.datetime(),
  duration_ms: z.number().nonnegative(),
  classified_ms: z.number().nonnegative().describe("from the container's end to the findings"),
  outcome: z.enum(SUITE_OUTCOMES),
  why: z.string(),
  exit_code: z.int().nullable(),
  signal: z.string().nullable(),
  timed_out: z.boolean(),
  oom: z.string().describe("none, main, child, host, unknown"),
  counts: TestCounts.nullable().describe("null where no test tool ran"),
  reached: Reached,
  is_success: z.boolean(),
  memory_peak_bytes: z.number().nullable(),
  samples: z.int().nonnegative(),
  findings: z.array(Finding).describe("surest first"),
  culprits: z.array(z.string()).describe("files of tests that it blames"),
  folder: z.string(),
});
export type AttemptJson = z.infer<typeof AttemptJson>;

/** `summary.json` of a diagnosis: the whole story for a person and for a program. */
export const DiagnosticSummaryJson = z.object({
  schema: z.literal("qa.diagnostic_summary.v1"),
  run_id: z.string(),
  version: z.string(),
  project: z.string(),
  suite: z.object({ name: z.string(), runner: z.string(), argv: z.array(z.string()) }),
  other_suites: z.array(z.string()).describe("not looked at"),
  invocation: z.array(z.string()),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime(),
  duration_ms: z.number().nonnegative(),
  outcome: z.enum(DIAGNOSTIC_OUTCOMES).describe(
    "healthy: the whole suite passes; tests-fail: it runs, and tests fail; partly: a part of it " +
      "runs; not-mended: no test could be made to run; no-engine: no container at all",
  ),
  success: z.boolean().describe("at least a minimal test completed and logs were written"),
  exit_code: z.int(),
  headline: z.string().describe("one sentence for a person"),
  cause: Finding.nullable().describe(
    "the surest cause of the first attempt; null where it was fine",
  ),
  minimal_success: Reached.extend({ logs_written: z.boolean() }).describe("of the best attempt"),
  attempts: z.array(z.object({
    number: z.int().positive(),
    ...Origin.omit({ because: true }).shape,
    outcome: z.enum(SUITE_OUTCOMES),
    why: z.string(),
    exit_code: z.int().nullable(),
    oom: z.string(),
    tests: z.string().describe("in words"),
    class: z.string().nullable().describe("of its surest finding"),
    is_success: z.boolean(),
    folder: z.string(),
  })),
  remedies: z.array(z.object({
    attempt: z.int().positive(),
    ...Origin.shape,
    helped: z.boolean().describe(
      "the cause that it answers was not seen again, or it came further",
    ),
  })),
  settings_to_keep: z.object({
    attempt: z.int().positive(),
    qa_jsonc: z.record(z.string(), z.unknown()).describe("to be merged into qa.jsonc"),
    flags: z.array(z.string()),
    command: z.string().describe("quoted for sh"),
  }).nullable().describe("null where nothing ran"),
  remains_broken: z.array(Finding),
  stopped_because: z.string(),
  needs_people: z.boolean().describe("something is left that no setting mends"),
  host: z.object({
    cpus: z.int(),
    memory_bytes: z.number().nullable(),
    memory_available_bytes: z.number().nullable(),
    engine: z.string().nullable(),
  }),
  artifacts: z.array(z.string()).describe("relative to this file's folder"),
  warnings: z.array(z.string()),
});
export type DiagnosticSummaryJson = z.infer<typeof DiagnosticSummaryJson>;
