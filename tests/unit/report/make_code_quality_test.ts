import { assertEquals } from "@std/assert";
import { makeCodeQuality } from "../../../lib/report/make_code_quality.ts";
import {
  DIAGNOSED_TESTS,
  diagnosedRecord,
  sampleDiagnosis,
} from "../../support/sample_diagnosis.ts";
import { greenRecord } from "../../support/sample_record.ts";
import { sampleChange, sampleTriage } from "../../support/sample_triage.ts";

Deno.test("makeCodeQuality() is one issue for each cause, with a fingerprint that stays", () => {
  assertEquals(makeCodeQuality(diagnosedRecord()), [
    {
      description: `AssertionError: assert 3 == 4 (2 tests, such as ${DIAGNOSED_TESTS[0]!.id})`,
      check_name: "qa-gate/unit",
      fingerprint: "a".repeat(16),
      severity: "critical",
      location: { path: "tests/test_sum.py", lines: { begin: 9 } },
    },
    {
      description: `AssertionError: assert 3 == 4 (${DIAGNOSED_TESTS[1]!.id})`,
      check_name: "qa-gate/unit",
      fingerprint: "b".repeat(16),
      severity: "critical",
      location: { path: "tests/test_sum.py", lines: { begin: 15 } },
    },
  ]);
});

Deno.test("makeCodeQuality() of a green run is empty, and tells nothing without a line in the project", () => {
  assertEquals(makeCodeQuality(greenRecord()), []);
  const [first, second] = sampleDiagnosis().clusters;
  const foreign = { ...first!, assertion: { ...first!.assertion, file: "/usr/lib/a.py" } };
  const nowhere = { ...second!, assertion: { ...second!.assertion, line: null } };
  assertEquals(makeCodeQuality(diagnosedRecord({ clusters: [foreign, nowhere] })), []);
});

Deno.test("makeCodeQuality() weighs what was known, and what is not required, less", () => {
  const record = diagnosedRecord();
  const triage = sampleTriage({ changes: [sampleChange({ id: DIAGNOSED_TESTS[1]!.id })] });
  const severities = (one: typeof record) => makeCodeQuality(one).map(({ severity }) => severity);
  assertEquals(severities({ ...record, triage }), ["critical", "major"]);
  const suites = record.suites.map((suite) => ({ ...suite, required: false }));
  assertEquals(severities({ ...record, suites }), ["minor", "minor"]);
});
