import type { ReportReader } from "../model/report_reading.ts";
import { createLibtestReading } from "./libtest_reading.ts";
import { readByLines } from "./read_by_lines.ts";

/** Characters of one line that are looked at. */
const LINE_MAX = 16 * 1024;

/**
 * Reads the text that cargo test prints (its stable format), for any number of test binaries and
 * doc tests. A binary that began and left no `test result:` makes the report less than whole.
 */
export const readLibtest: ReportReader = readByLines(createLibtestReading, LINE_MAX);
