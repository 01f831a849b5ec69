import * as z from "zod";

/** Where a failure first shows in the suite's own code, and what it says there. */
export const FirstAssertion = z.object({
  type: z.string().describe('exception or kind of assertion as the tool names it, or ""'),
  message: z.string().describe("one line, without colours, timestamps and the type"),
  file: z.string().describe('relative to the root where that can be told, or ""'),
  line: z.int().positive().nullable(),
});
export type FirstAssertion = z.infer<typeof FirstAssertion>;

/** What a failing test is, beyond its name: the assertion that failed, and the mark that other failures of this kind share. */
export interface FailureAccount {
  readonly assertion: FirstAssertion;
  /** 16 hexadecimal digits; equal for failures of one cause across runs, suites and shards. */
  readonly fingerprint: string;
}

/** What a failure is described from. */
export interface FailureText {
  /** Id of the runner's row. */
  readonly runner: string;
  /** Path of the test's file from the root, or "". */
  readonly file: string;
  readonly class: string;
  readonly name: string;
  readonly line: number | null;
  /** One line, as the report tells it. */
  readonly message: string;
  /** The trace or longer text; "" where there is none. */
  readonly details: string;
}
