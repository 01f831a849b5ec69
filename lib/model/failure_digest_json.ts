import * as z from "zod";
import { FirstAssertion } from "./failure_account.ts";
import { ROOT_CAUSE_CLASSES } from "./finding.ts";
import { PastJson } from "./history_json.ts";
import { ModelOpinion } from "./model_opinion.ts";
import { SUITE_OUTCOMES } from "./outcome.ts";
import { FLAKE_CLASSES, QuarantineEntry } from "./quarantine.ts";

/** A quotation with its place, as stored. */
export const QuoteJson = z.object({
  source: z.string().describe("file relative to the run's folder"),
  line: z.int().positive().nullable(),
  quote: z.string(),
});

/** Failures of one cause, as stored. */
const ClusterJson = z.object({
  fingerprint: z.string(),
  count: z.int().positive(),
  tests: z.array(z.string()).describe("ids, the first ones"),
  first_failing_assertion: FirstAssertion,
});

/** `failures/<suite>.json`: why one suite failed, from which evidence, and how it is replayed. */
export const FailureDigestJson = z.object({
  schema: z.literal("qa.failure_digest.v1"),
  run_id: z.string(),
  suite: z.string(),
  outcome: z.enum(SUITE_OUTCOMES),
  why: z.string(),
  root_cause_class: z.enum(ROOT_CAUSE_CLASSES),
  confidence: z.number().min(0).max(1),
  signature: z.string().nullable().describe("the row that won; null: unknown"),
  runner_up: z.object({ class: z.enum(ROOT_CAUSE_CLASSES), confidence: z.number() }).nullable(),
  evidence: z.array(QuoteJson),
  disproof: z.string().describe("what would show that this is the wrong answer"),
  impacted_scenario_ids: z.array(z.string()).describe("ids of failing tests, the first ones"),
  impacted_left_out: z.int().nonnegative(),
  first_failing_assertion: FirstAssertion.nullable(),
  clusters: z.array(ClusterJson).describe("failures with one fingerprint, the largest first"),
  remediation_pointer: z.object({
    steps: z.array(z.string()),
    read: z.array(z.string()).describe("files worth reading, relative to the run's folder"),
    replay_command: z.string().describe("by us, all that failed in this suite"),
    suite_replay_command: z.string().describe("the tool's own command, the whole suite"),
    targeted_test_replay_command: z.string().nullable()
      .describe("the tool's own command, the first failing test alone"),
  }),
  model_opinion: ModelOpinion.optional()
    .describe("what a language model said, where one was asked; it decides nothing"),
});
export type FailureDigestJson = z.infer<typeof FailureDigestJson>;

/** One unsteady test, of which kind it is, and the entry that would keep it in quarantine. */
export const FlakeJson = z.object({
  id: z.string(),
  suite: z.string(),
  class: z.enum(FLAKE_CLASSES),
  confidence: z.number().min(0).max(1).describe("below a half it is a guess to begin with"),
  evidence: z.array(z.string()).describe("the strongest first"),
  past: PastJson.nullable().describe("what earlier runs tell of it; null: nothing"),
  quarantine_entry: QuarantineEntry.nullable()
    .describe("for quarantine[] in qa.jsonc; null: an entry excuses it already"),
});
export type FlakeJson = z.infer<typeof FlakeJson>;

/** `failure_diagnostics_index.json`: every suite that failed, with its cause and its digest. */
export const FailureIndexJson = z.object({
  schema: z.literal("qa.failure_index.v1"),
  run_id: z.string(),
  failed_suites: z.array(z.object({
    suite: z.string(),
    digest_path: z.string(),
    root_cause_class: z.enum(ROOT_CAUSE_CLASSES),
    confidence: z.number(),
    impacted: z.int().nonnegative().describe("failing tests"),
    first_failing_assertion: FirstAssertion.nullable(),
    replay_command: z.string(),
  })),
  clusters: z.array(ClusterJson.extend({ suites: z.array(z.string()) }))
    .describe("over all suites, the largest first"),
  flaky: z.array(FlakeJson).default([])
    .describe("tests that are unsteady in this run or by their past, the first ones"),
});
export type FailureIndexJson = z.infer<typeof FailureIndexJson>;
