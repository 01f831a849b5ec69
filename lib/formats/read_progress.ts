import type { ReportReader } from "../model/report_reading.ts";
import { readByLines } from "./read_by_lines.ts";
import { createProgressReading } from "./progress_reading.ts";

/** Characters of one line that are looked at; what writes these lines bounds its texts far below. */
const LINE_MAX = 256 * 1024;

/**
 * Reads what a small reporter of ours writes while the tests run: one JSON object a line, flushed each
 * time, so that a killed runner leaves all but its last words. A test that began and never ended is
 * yielded last, as `crashed`.
 */
export const readProgress: ReportReader = readByLines(createProgressReading, LINE_MAX);
