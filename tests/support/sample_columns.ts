import { openTestScanner, SCAN_KEY_WORDS } from "../../lib/formats/scan_tests.ts";
import type { TestColumns } from "../../lib/model/test_columns.ts";
import { TestRecord } from "../../lib/model/test_result.ts";
import { sampleTest } from "./sample_suite.ts";

/** A key as good as any for tests that do not draw one. */
export const SAMPLE_KEY: readonly number[] = Array.from(
  { length: SCAN_KEY_WORDS },
  (_, at) => 0x9e3779b9 * (at + 1) >>> 0,
);

/** A passed test of suite `unit`; any field can be replaced. */
export function passedTest(id: string, changes: Partial<TestRecord> = {}): TestRecord {
  const plain = { message: "", details: "", line: null, duration_ms: 10, fingerprint: null };
  // Parsed, because that puts the keys in the order in which we write them.
  return TestRecord.parse({
    ...sampleTest({ name: id }),
    ...plain,
    outcome: "passed",
    id,
    ...changes,
  });
}

/** A failing test of suite `unit` with a fingerprint; any field can be replaced. */
export function failedTest(id: string, changes: Partial<TestRecord> = {}): TestRecord {
  const why = { message: "assert 1 == 2", fingerprint: "00000000000000aa" };
  return passedTest(id, { outcome: "failed", ...why, ...changes });
}

/** Lines of `tests.jsonl`. */
export function linesOf(tests: readonly TestRecord[]): string {
  return tests.map((test) => `${JSON.stringify(test)}\n`).join("");
}

/** These tests as columns. */
export function columnsOf(
  tests: readonly TestRecord[],
  key: ArrayLike<number> = SAMPLE_KEY,
): TestColumns {
  const scanner = openTestScanner(key);
  scanner.push(new TextEncoder().encode(linesOf(tests)));
  scanner.endFile();
  return scanner.columns;
}
