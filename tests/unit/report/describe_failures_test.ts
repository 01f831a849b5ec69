import { assertEquals } from "@std/assert";
import { describeFailures } from "../../../lib/report/describe_failures.ts";
import { diagnosedRecord } from "../../support/sample_diagnosis.ts";
import { redRecord } from "../../support/sample_record.ts";
import { sampleTest } from "../../support/sample_suite.ts";

Deno.test("describeFailures() tells those of one cause once, and where the first one failed", () => {
  assertEquals(describeFailures(diagnosedRecord(), { columns: 100, lines: 20 }), [
    "  unit::tests/test_sum.py::tests.test_sum::test_adds",
    "    AssertionError: assert 3 == 4 (tests/test_sum.py:9)",
    "    2 tests fail with this",
    "  unit::tests/test_sum.py::tests.test_sum::test_subtracts",
    "    AssertionError: assert 3 == 4 (tests/test_sum.py:15)",
  ]);
});

Deno.test("describeFailures() never needs more lines than there are, and counts the rest exactly", () => {
  for (let lines = 1; lines < 8; lines++) {
    const told = describeFailures(diagnosedRecord(), { columns: 100, lines });
    assertEquals(told.length <= lines, true, String(lines));
  }
  assertEquals(
    describeFailures(diagnosedRecord(), { columns: 100, lines: 4 }).at(-1),
    "  … and 1 more failed test in tests.jsonl",
  );
  const many = Array.from({ length: 40 }, (_, at) => sampleTest({ name: `test_${at}` }));
  const told = describeFailures(redRecord(many), { columns: 100, lines: 100 });
  assertEquals(told.at(-1), "  … and 30 more failed tests in tests.jsonl");
});

Deno.test("describeFailures() shows nothing of what a stranger's text does to a terminal", () => {
  const test = sampleTest({ message: "\x1b[2Jgone", file: "a\x1b[1m.py", line: null });
  const told = describeFailures(redRecord([test]), { columns: 100, lines: 10 });
  assertEquals(told[1], "    gone (a.py)");
});
