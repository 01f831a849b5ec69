import type { ReportedTest } from "./test_result.ts";

/** What a streaming report reader yields: tests one by one, and exactly one `end` as the last item. */
export type ReportItem =
  | { readonly kind: "test"; readonly test: ReportedTest }
  | { readonly kind: "end"; readonly end: ReportEnd };

/** What is known of a report as a whole once it was read. */
export interface ReportEnd {
  /** True when it was well-formed to its end and inside every bound. */
  readonly whole: boolean;
  /** What was wrong, one sentence each with line and column where known; empty when whole. */
  readonly problems: readonly string[];
  /** Counts the report itself declares, or null where it declares none. */
  readonly declared:
    | { readonly tests: number; readonly failures: number; readonly skipped: number }
    | null;
  /**
   * What does not agree with itself although nothing is damaged: declared numbers that are not those
   * counted, elements unknown to the reader; one sentence each, absent for none.
   */
  readonly doubts?: readonly string[];
}

/** Reads a stream of bytes of one report format; never throws on its content, never buffers it all. */
export type ReportReader = (
  chunks: AsyncIterable<Uint8Array>,
) => AsyncGenerator<ReportItem, void, void>;
