import type { ReportReader } from "../model/report_reading.ts";
import { readByLines } from "./read_by_lines.ts";
import { createReporterReading } from "./reporter_reading.ts";

/** Characters of one line that are read; our own reporters stay far below. */
const LINE_MAX = 4 * 1024 * 1024;

/**
 * Reads what our reporters for Jest, Vitest, Mocha, Playwright and node:test write: one JSON object a
 * line, at once, so that a run that dies leaves its tests and names those that were running.
 */
export const readReporter: ReportReader = readByLines(createReporterReading, LINE_MAX);
