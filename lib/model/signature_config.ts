import * as z from "zod";
import { ROOT_CAUSE_CLASSES } from "./finding.ts";
import { SUITE_OUTCOMES, TEST_OUTCOMES } from "./outcome.ts";
import { SIGNAL_KINDS } from "./signature.ts";

const Kinds = z.array(z.enum(SIGNAL_KINDS)).min(1)
  .describe("where the text may stand; everywhere unless said");
const Outcomes = z.array(z.enum([...new Set([...TEST_OUTCOMES, ...SUITE_OUTCOMES])])).min(1);
const Texts = z.array(z.string().min(1).max(500)).max(20);

/** A pattern as a user writes it. */
const PatternConfig = z.union([
  z.string().min(1),
  z.strictObject({
    pattern: z.string().min(1).describe("regular expression of JavaScript, for one line"),
    flags: z.enum(["i", ""]).optional().describe("i: without regard to case"),
    kinds: Kinds.optional(),
    weight: z.number().min(-10).max(10).optional()
      .describe("how much it says, 1 unless said; below 0 it speaks against the row"),
  }),
]);

/** A text that a row must, or must not, claim. */
const SpecimenConfig = z.union([
  z.string().min(1),
  z.strictObject({
    text: z.string(),
    kind: z.enum(SIGNAL_KINDS).optional(),
    runner: z.string().min(1).optional(),
    exit_code: z.int().optional(),
    signal: z.string().min(1).optional(),
    timed_out: z.boolean().optional(),
  }),
]);
export type SpecimenConfig = z.infer<typeof SpecimenConfig>;

/** One entry of `signatures[]`: a kind of failure of this project, how it is known and what mends it. */
export const SignatureConfig = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/).max(80)
    .describe("unique, small letters, digits and dashes, such as auth-staging-token"),
  class: z.enum(ROOT_CAUSE_CLASSES).exclude(["unknown"]),
  title: z.string().min(1).max(200).describe("what it is, in a few words"),
  patterns: z.array(PatternConfig).max(50).optional().describe("any of them speaks for it"),
  exit_codes: z.array(z.int()).min(1).optional(),
  signals: z.array(z.string().regex(/^SIG[A-Z0-9]+$/)).min(1).optional(),
  artifacts: z.array(z.strictObject({
    artifact: z.string().min(1).describe("file of the run, such as exit.json"),
    pointer: z.string().describe("JSON pointer, such as /container/oom_killed"),
    equals: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
    at_least: z.number().optional(),
    weight: z.number().positive().max(10).optional(),
  })).max(20).optional(),
  runners: z.array(z.string().min(1)).min(1).optional().describe("only failures of these runners"),
  outcomes: Outcomes.optional().describe("only failures that ended so"),
  weight: z.number().positive().max(20).optional()
    .describe("how much the row weighs, 9 unless said; more than 10 outweighs built-in ones"),
  specimens: z.array(SpecimenConfig).min(1).max(50)
    .describe("real texts that it must claim, checked whenever the configuration is read"),
  counter_specimens: z.array(SpecimenConfig).max(50).optional()
    .describe("texts that it must not claim"),
  read: Texts.optional().describe("files of the run worth reading"),
  remedy: Texts.min(1).describe("what to do, one step each"),
  replay: Texts.optional()
    .describe("commands with {suite}, {test}, {file}, {record}; filled and quoted when shown"),
  disproof: z.string().min(1).max(500).optional().describe("what would show that it is wrong"),
  owner: z.string().min(1).optional(),
  links: z.array(z.string().min(1)).max(20).optional(),
});
export type SignatureConfig = z.infer<typeof SignatureConfig>;
