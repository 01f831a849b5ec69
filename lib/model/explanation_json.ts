import * as z from "zod";
import { FailureDigestJson, FlakeJson, QuoteJson } from "./failure_digest_json.ts";
import { ROOT_CAUSE_CLASSES } from "./finding.ts";
import { ModelOpinion } from "./model_opinion.ts";
import { SUITE_OUTCOMES } from "./outcome.ts";

/** Why one suite, or one text, tells of a failure: the answer with everything that leads to it. */
export const CauseJson = z.object({
  suite: z.string().nullable().describe("null: a text"),
  outcome: z.enum(SUITE_OUTCOMES).nullable(),
  why: z.string().describe("what the record says of it; empty for a text"),
  from: z.enum(["digest", "evidence", "text"])
    .describe(
      "digest: as its run recognised it; evidence: recognised anew from the record's files",
    ),
  root_cause_class: z.enum(ROOT_CAUSE_CLASSES),
  confidence: z.number().min(0).max(1),
  signature: z.string().nullable().describe("the row that won; null: a finding, or unknown"),
  summary: z.string().describe("class, title and confidence in words"),
  evidence: z.array(QuoteJson),
  disproof: z.string().describe(
    "what would show that this is the wrong answer; empty: nothing said",
  ),
  remedy: z.array(z.string()).describe("one step each, in order"),
  read: z.array(z.string()).describe("files worth reading, relative to the run's folder"),
  replay: z.array(z.string()).describe("commands, quoted for sh"),
  runner_up: z.string().describe("the next best answer; empty: none"),
  owner: z.string().describe("who mends it and where it is written about; empty: nobody said"),
  clusters: FailureDigestJson.shape.clusters,
  model_opinion: ModelOpinion.optional()
    .describe("what a language model said, where one was asked; it decides nothing"),
});
export type CauseJson = z.infer<typeof CauseJson>;

/** What `replay --explain --json` prints. */
export const ExplanationJson = z.object({
  schema: z.literal("qa.explanation.v1"),
  source: z.object({
    kind: z.enum(["text", "file", "input", "record"]),
    name: z.string(),
    run_id: z.string().nullable().describe("null: no record"),
    verdict: z.string().nullable(),
    cut: z.boolean().describe("true: the middle of a long text was left out"),
  }),
  causes: z.array(CauseJson).describe("one for each suite that did not pass, or one for a text"),
  flaky: z.array(FlakeJson).describe("unsteady tests of a record"),
  warnings: z.array(z.string()),
});
export type ExplanationJson = z.infer<typeof ExplanationJson>;
