import type { ReportSummary } from "../../lib/model/run_record.ts";
import { NO_TESTS } from "../../lib/model/test_counts.ts";

/** A report that is whole and holds no test. */
export const SAMPLE_REPORT: ReportSummary = {
  ...{ status: "whole", path: null, problems: [], doubts: [], counts: NO_TESTS, declared: null },
};
