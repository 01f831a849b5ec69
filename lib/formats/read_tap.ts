import type { ReportReader } from "../model/report_reading.ts";
import { readByLines } from "./read_by_lines.ts";
import { createTapReading } from "./tap_reading.ts";

/** Characters of one line that are looked at. */
const LINE_MAX = 64 * 1024;

/**
 * Reads the Test Anything Protocol (12 to 14, subtests included) among other output, and what
 * `bats --formatter cat` adds to it: the file, and the name of a test when it begins. A test with
 * subtests is counted only for a failure of its own. A missing or broken plan makes it less than whole.
 */
export const readTap: ReportReader = readByLines(createTapReading, LINE_MAX);
