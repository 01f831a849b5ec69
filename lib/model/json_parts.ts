import * as z from "zod";
import { FirstAssertion } from "./failure_account.ts";
import { ROOT_CAUSE_CLASSES } from "./finding.ts";
import { PastJson } from "./history_json.ts";
import { TEST_OUTCOMES } from "./outcome.ts";
import { QuarantineEntry } from "./quarantine.ts";
import { FALLBACK_REASONS, VERDICTS } from "./verdict.ts";

/** Where a suite ran, as stored. */
export const PlaceJson = z.enum(["container", "failsafe"]);

/** The answer of a run, in the form in which every stored summary repeats it. */
export const AnswerJson = z.object({
  verdict: z.enum(VERDICTS),
  exit_code: z.int(),
  why: z.string().describe("one sentence: why this verdict"),
});
export type AnswerJson = z.infer<typeof AnswerJson>;

/** The container given up, as stored: reason, what was seen, what would mend it, when. */
export const FallbackJson = z.object({
  reason: z.enum(FALLBACK_REASONS),
  detail: z.string().describe("what the engine or the system said"),
  hint: z.string().describe("what to do about it"),
  at: z.enum(["preflight", "midway"]).describe("before any test ran, or while a container ran"),
  proved_outside: z.boolean().describe("true when nothing inside the container can have caused it"),
});
export type FallbackJson = z.infer<typeof FallbackJson>;

/** Something that was meant to be checked and was not, as stored. */
export const NotCheckedJson = z.object({
  suite: z.string(),
  what: z.string().describe("all of it, or what the failsafe form leaves out"),
  why: z.string(),
});
export type NotCheckedJson = z.infer<typeof NotCheckedJson>;

/** How many tests ended how, as stored; attempted = passed + failed. */
export const CountsJson = z.object({
  total: z.int().nonnegative().describe("every test that a report names"),
  attempted: z.int().nonnegative().describe("those that ran: total without skipped and not run"),
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative().describe("failed, error, timed out, crashed, unexpected pass"),
  skipped: z.int().nonnegative(),
  not_run: z.int().nonnegative(),
  flaky: z.int().nonnegative().describe("passed only when tried again; counted in passed too"),
  quarantined: z.int().nonnegative().describe("failed, and excused by quarantine: not in failed"),
});
export type CountsJson = z.infer<typeof CountsJson>;

/** One failing test, as short as a person needs it. */
export const FailureJson = z.object({
  id: z.string().describe(
    "suite::file::class::name without empty parts; #n for the n-th of one name",
  ),
  suite: z.string(),
  outcome: z.enum(TEST_OUTCOMES),
  message: z.string().describe("the first assertion, one line"),
  file: z.string().describe('as the report says it, or ""'),
  class: z.string().optional().describe("with the name: what a replay of this test alone needs"),
  name: z.string().optional(),
  line: z.int().positive().nullable(),
  fingerprint: z.string().nullable().default(null)
    .describe("what failures of one cause share; null: not known"),
  first_failing_assertion: FirstAssertion.nullable().default(null)
    .describe("where it failed in the project's own code"),
  past: PastJson.optional().describe("what earlier runs tell of it, where they were asked"),
});
export type FailureJson = z.infer<typeof FailureJson>;

/** One test that passed only when it was tried again, as stored. */
export const FlakyJson = z.object({
  id: z.string(),
  suite: z.string(),
  tries: z.int().positive().describe("the one that passed included"),
  message: z.string().describe("why the first try failed, one line"),
  file: z.string(),
  line: z.int().positive().nullable(),
  past: PastJson.optional().describe("what earlier runs tell of it, where they were asked"),
});
export type FlakyJson = z.infer<typeof FlakyJson>;

/** One failing test that quarantine excuses, as stored. */
export const QuarantinedJson = z.object({
  ...FailureJson.shape,
  entry: z.string().describe("pattern of the entry that excuses it"),
});
export type QuarantinedJson = z.infer<typeof QuarantinedJson>;

/** One entry of the quarantine and what became of it, as stored. */
export const QuarantineJson = z.object({
  ...QuarantineEntry.shape,
  expired: z.boolean().describe("it excuses nothing any more"),
  matched: z.enum(["yes", "no", "unknown"])
    .describe("unknown: not every suite that it may mean has told its tests"),
  excused: z.array(z.string()).describe("ids of failing tests, the first ones of each suite"),
});
export type QuarantineJson = z.infer<typeof QuarantineJson>;

/** One recognised cause with the suite it was found in. */
export const SuiteFindingJson = z.object({
  suite: z.string(),
  class: z.enum(ROOT_CAUSE_CLASSES),
  confidence: z.number().min(0).max(1),
  message: z.string(),
  evidence: z.array(
    z.object({ source: z.string(), quote: z.string(), line: z.int().positive().optional() }),
  ),
  remedy: z.string(),
  disproof: z.string().optional().describe("what would show that this is the wrong answer"),
});
export type SuiteFindingJson = z.infer<typeof SuiteFindingJson>;
