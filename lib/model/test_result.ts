import * as z from "zod";
import { TEST_OUTCOMES, type TestOutcome } from "./outcome.ts";

/** One test as a report tells it, before it is given a suite and an identity. */
export interface ReportedTest {
  /** Path of the test's file as the report says it, or "". */
  readonly file: string;
  /** Class, module or enclosing group, as the report says it, or "". */
  readonly className: string;
  /** Name with its parameters. */
  readonly name: string;
  readonly outcome: TestOutcome;
  /** Milliseconds, or null where the report does not say. */
  readonly durationMs: number | null;
  /** One line: the assertion or the reason of a skip; "" where there is none. */
  readonly message: string;
  /** The traceback or longer text; "" where there is none. Bounded by the reader. */
  readonly details: string;
  /** 1-based line, or null. */
  readonly line: number | null;
  /** Earlier tries by the tool itself, in their order and without the one that counts; absent for none. */
  readonly earlier?: readonly EarlierTry[];
  /** `METHOD /path` that the test itself names (a property, a marker); absent where it names none. */
  readonly route?: string;
}

/** One try of a test that did not count, because the test was tried again. */
export const EarlierTry = z.object({
  outcome: z.enum(TEST_OUTCOMES),
  duration_ms: z.number().nonnegative().nullable(),
  message: z.string(),
  details: z.string(),
});
export type EarlierTry = z.infer<typeof EarlierTry>;

/** One line of `tests.jsonl`: one test of one suite, with the identity that later runs compare. */
export const TestRecord = z.object({
  id: z.string().describe(
    "suite::file::class::name without empty parts; #n for the n-th of one name",
  ),
  suite: z.string(),
  place: z.enum(["container", "failsafe"]).describe("where it ran"),
  attempt: z.int().positive(),
  file: z.string(),
  class: z.string(),
  name: z.string(),
  parameters: z.string().describe('the part of the name that tells the example, or ""'),
  occurrence: z.int().positive().describe("1 unless the report has the same name several times"),
  outcome: z.enum(TEST_OUTCOMES),
  duration_ms: z.number().nonnegative().nullable(),
  message: z.string(),
  details: z.string(),
  line: z.int().positive().nullable(),
  earlier: z.array(EarlierTry).describe("tries before the one that counts"),
  route: z.string().nullable().describe("METHOD /path of an API test; null when unsure"),
  quarantine: z.string().nullable().describe("pattern of the quarantine entry that excuses it"),
  fingerprint: z.string().nullable().default(null)
    .describe("what failures of one cause share, 16 hexadecimal digits; null: it never failed"),
});
export type TestRecord = z.infer<typeof TestRecord>;

/** How many tests ended how; `total` counts every case seen. */
export const TestCounts = z.object({
  total: z.int().nonnegative(),
  executed: z.int().nonnegative().describe("total without skipped and not-run"),
  passed: z.int().nonnegative().describe("passed, expected failures and flaky included"),
  failed: z.int().nonnegative().describe("failed, error, timed out, crashed, unexpected pass"),
  flaky: z.int().nonnegative().describe("passed only when tried again; counted in passed too"),
  quarantined: z.int().nonnegative().describe("failed, and excused by quarantine: not in failed"),
  skipped: z.int().nonnegative(),
  not_run: z.int().nonnegative(),
});
export type TestCounts = z.infer<typeof TestCounts>;
