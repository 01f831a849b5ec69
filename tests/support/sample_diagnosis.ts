import type { SuiteDiagnosis } from "../../lib/model/diagnosis.ts";
import type { TestRecord } from "../../lib/model/test_result.ts";
import type { RunRecord } from "../../lib/model/run_record.ts";
import { redRecord } from "./sample_record.ts";
import { sampleTest } from "./sample_suite.ts";

/** Two tests that fail for one cause, and one for another. */
export const DIAGNOSED_TESTS: readonly TestRecord[] = [
  sampleTest({ name: "test_adds", fingerprint: "a".repeat(16) }),
  sampleTest({ name: "test_subtracts", fingerprint: "b".repeat(16) }),
  sampleTest({ name: "test_divides", fingerprint: "a".repeat(16) }),
];

/** A diagnosis of these tests; any field can be replaced. */
export function sampleDiagnosis(changes: Partial<SuiteDiagnosis> = {}): SuiteDiagnosis {
  const [first, second, third] = DIAGNOSED_TESTS.map(({ id }) => id);
  const assertion = (line: number) => ({
    type: "AssertionError",
    message: "assert 3 == 4",
    file: "tests/test_sum.py",
    line,
  });
  return {
    classification: {
      class: "connection",
      signature: "connection-refused",
      confidence: 0.8,
      evidence: [{ source: "suites/unit/container-1/stderr.log", line: 7, quote: "refused" }],
      runnerUp: { class: "auth", signature: "auth-denied", confidence: 0.2 },
    },
    disproof: "the address answers",
    remedy: ["start the service", "wait for its port"],
    read: ["suites/unit/container-1/stderr.log"],
    clusters: [
      { fingerprint: "a".repeat(16), count: 2, tests: [first!, third!], assertion: assertion(9) },
      { fingerprint: "b".repeat(16), count: 1, tests: [second!], assertion: assertion(15) },
    ],
    assertions: { [first!]: assertion(9), [second!]: assertion(15), [third!]: assertion(21) },
    targeted: null,
    ...changes,
  };
}

/** The red sample run, diagnosed. */
export function diagnosedRecord(changes: Partial<SuiteDiagnosis> = {}): RunRecord {
  const record = redRecord(DIAGNOSED_TESTS);
  const diagnosis = sampleDiagnosis(changes);
  const suites = record.suites.map((suite) =>
    suite.name === "unit" ? { ...suite, diagnosis } : suite
  );
  return { ...record, suites };
}
