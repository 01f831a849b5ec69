import { assert, assertEquals } from "@std/assert";
import { displayWidth } from "../../../lib/report/fit_columns.ts";
import { formatVerdict } from "../../../lib/report/format_verdict.ts";
import {
  greenRecord,
  infraRecord,
  redRecord,
  SAMPLE_RECORDS,
} from "../../support/sample_record.ts";

const WHOLE =
  "FAILED  1 of 2 suites passed; tests: 3 failed, 34 passed, 1 skipped; 4.2s in container; exit 1";

function red(columns: number, color = false): string {
  return formatVerdict(redRecord(), { columns, color });
}

Deno.test("formatVerdict() tells suites, tests, duration and exit code", () => {
  assertEquals([red(200), red(60)], [WHOLE, WHOLE]);
  assertEquals(
    formatVerdict(infraRecord(), { columns: 200, color: false }),
    "INFRA  0 of 1 suite passed; 4.2s and nothing ran; exit 3",
  );
});

Deno.test("formatVerdict() drops the lightest parts first when the terminal is narrow", () => {
  assertEquals([59, 40, 20, 10].map((columns) => red(columns)), [
    "FAILED  1 of 2 suites passed; exit 1",
    "FAILED  1 of 2 suites passed; exit 1",
    "FAILED  exit 1",
    "FAILED",
  ]);
  assertEquals(
    formatVerdict(greenRecord(), { columns: 59, color: false }),
    "PASSED  2 of 2 suites passed; tests: 34 passed, 1 skipped",
  );
});

Deno.test("formatVerdict() paints the verdict alone, and counts no escape sequence as columns", () => {
  assertEquals(red(20, true), "\u001b[31mFAILED\u001b[0m  exit 1");
});

Deno.test("formatVerdict() fits into every narrow terminal", () => {
  for (const make of Object.values(SAMPLE_RECORDS)) {
    for (let columns = 12; columns < 60; columns++) {
      const line = formatVerdict(make(), { columns, color: false });
      assert(displayWidth(line) <= columns, `${columns}: ${line}`);
    }
  }
});
