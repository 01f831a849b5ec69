import type { ReportReader } from "../model/report_reading.ts";
import { createGoReading } from "./go_reading.ts";
import { readByLines } from "./read_by_lines.ts";

/**
 * Reads what `go test -json` prints. A test with subtests is counted only for a failure of its own:
 * its subtests tell the rest. Packages that do not build, and those that fail outside of any test,
 * yield an error of their own; a test whose package ended without it is `crashed`.
 */
export const readGoTest: ReportReader = readByLines(createGoReading);
